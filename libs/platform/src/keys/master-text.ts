/** What stands in `master.key`: the secret in base64url, or who wrapped it and what came of it. */
export const MASTER_FILE = 'master.key';

export function wrappedIn(text: string): { kind: string; wrapped: string } | null {
  const [, kind, wrapped] = /^wrapped ([a-z0-9]+) (\S+)\s*$/.exec(text) ?? [];
  return kind === undefined || wrapped === undefined ? null : { kind, wrapped };
}
