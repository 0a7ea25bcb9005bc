/** Which credential a request carries, from its headers alone. */
import type { IncomingMessage } from 'node:http';
import { ambiguousCredentials, repeatedCredential } from './access.errors.js';

export type Credential =
  | { kind: 'none' }
  | { kind: 'id-token'; token: string }
  | { kind: 'api-key'; token: string }
  | { kind: 'proof'; proof: string; accessToken: string | null }
  /** Something stands there, but it is no credential of ours. */
  | { kind: 'garbage'; of: 'api-key' | 'token' };

const SINGLE = new Set(['authorization', 'x-api-key', 'auth-api-key', 'dpop']);

/**
 * Reads raw headers, because Node drops a second Authorization silently.
 * @throws Problem 401 for a repeated header, 400 for two different credentials
 */
export function credentialOf(request: Pick<IncomingMessage, 'rawHeaders'>): Credential {
  const headers = singleHeaders(request.rawHeaders);
  const found: Credential[] = [];
  const authorization = headers.get('authorization');
  if (authorization !== undefined) found.push(ofAuthorization(authorization, headers.get('dpop')));
  else if (headers.has('dpop')) found.push({ kind: 'proof', proof: headers.get('dpop')!, accessToken: null });
  for (const name of ['x-api-key', 'auth-api-key']) {
    const token = headers.get(name);
    if (token !== undefined) found.push({ kind: 'api-key', token });
  }
  const [first, ...others] = found;
  if (!first) return { kind: 'none' };
  if (others.some((other) => !same(first, other))) throw ambiguousCredentials();
  return first;
}

function singleHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (headers.has(name)) throw repeatedCredential();
    headers.set(name, raw[i + 1]!);
  }
  return headers;
}

function ofAuthorization(value: string, proof: string | undefined): Credential {
  const [scheme, token, ...rest] = value.split(' ');
  if (!token || rest.length > 0) return { kind: 'garbage', of: 'token' };
  switch (scheme!.toLowerCase()) {
    case 'bearer':
      if (proof !== undefined) throw ambiguousCredentials();
      return token.startsWith('thn_') ? { kind: 'api-key', token } : { kind: 'id-token', token };
    case 'dpop':
      return proof === undefined ? { kind: 'garbage', of: 'token' } : { kind: 'proof', proof, accessToken: token };
    default:
      return { kind: 'garbage', of: 'token' };
  }
}

function same(a: Credential, b: Credential): boolean {
  return a.kind === 'api-key' && b.kind === 'api-key' && a.token === b.token;
}
