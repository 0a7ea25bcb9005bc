/** Entity tags: which state of a thing a client read, and whether its edit may go on from there. */
import { createHash } from 'node:crypto';
import { Problem } from '#platform/problems';

/** Strong; changes with every edit, not with what happens to the thing on its own. */
export const etagOf = (version: number | string): string => `"${version}"`;

/** Of things without a version: what an edit can change, in a fixed order. */
export function etagOfState(state: readonly unknown[]): string {
  return etagOf(createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22));
}

/**
 * @param ifMatch the `If-Match` header, absent when the client does not care
 * @throws Problem `precondition_failed` when none of its tags is the current one
 */
export function requireMatch(ifMatch: string | undefined, current: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags: readonly string[] = ifMatch.match(/(W\/)?"[^"]*"/g) ?? [];
  if (tags.includes(current)) return;
  throw new Problem('precondition-failed', 'precondition_failed', 'It was changed since you read it; read it again.');
}
