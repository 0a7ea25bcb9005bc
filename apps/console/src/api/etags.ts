/** Which state of a thing was read last, by its address: a change says what it was made from, so that nobody's is lost. */

const tags = new Map<string, string>();
export type Precondition = { 'If-Match'?: string };

/** From the answer to a GET or a change. */
export function rememberEtag(url: string, tag: string | null): void {
  if (tag !== null) tags.set(new URL(url).pathname, tag);
}

export function preconditionFor(address: string | undefined): Precondition {
  const tag = address === undefined ? undefined : tags.get(address);
  return tag === undefined ? {} : { 'If-Match': tag };
}
