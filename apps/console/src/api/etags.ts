/** Which version of a resource was read last, by its address: a change names the version that it was made from. */

const etags = new Map<string, string>();
export type Precondition = { 'If-Match'?: string };

/** From the answer to a GET or a change. */
export function rememberEtag(url: string, etag: string | null): void {
  if (etag !== null) etags.set(new URL(url).pathname, etag);
}

export function preconditionFor(address: string | undefined): Precondition {
  const etag = address === undefined ? undefined : etags.get(address);
  return etag === undefined ? {} : { 'If-Match': etag };
}
