/** Reads an ID token so strictly that no two readers could see two different people in it; signatures are proven elsewhere. */
import type { VerifiedIdentity } from './id-tokens.js';
import { InvalidIdToken } from './sign-in.errors.js';

export const ID_TOKEN_LIMITS = {
  /** A Firebase token has about 1 KB; custom claims may add 1,000 characters. */
  tokenCharacters: 16 * 1024,
  uidCharacters: 128,
  nameCharacters: 256,
  emailCharacters: 254,
  lifetimeS: 3600,
  clockSkewS: 5,
} as const;

export interface TokenRules {
  /** `none` is the Auth emulator's form: no key id and an empty signature. */
  algorithm: 'RS256' | 'none';
  projectId: string;
}

export interface DecodedToken {
  /** Which key the signature claims; empty for `none`. */
  keyId: string;
  signedIn: VerifiedIdentity;
}

type Claims = Record<string, unknown>;

const KEY_ID = /^[A-Za-z0-9._-]{1,128}$/;
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

export function issuerOf(projectId: string): string {
  return `https://securetoken.google.com/${projectId}`;
}

/**
 * @param nowMs Unix milliseconds
 * @throws InvalidIdToken
 */
export function readIdToken(token: string, rules: TokenRules, nowMs: number): DecodedToken {
  if (typeof token !== 'string' || token.length > ID_TOKEN_LIMITS.tokenCharacters)
    throw new InvalidIdToken('The ID token is longer than any that Firebase sends.');
  const parts = token.split('.');
  const [header, payload, signature] = parts as [string, string, string];
  if (parts.length !== 3) throw new InvalidIdToken('An ID token has three parts.');
  const keyId = readHeader(decodeObject(header), rules.algorithm);
  checkSignaturePart(signature, rules.algorithm);
  const claims = decodeObject(payload);
  checkOrigin(claims, rules.projectId);
  checkTimes(claims, nowMs / 1000);
  return { keyId, signedIn: readPerson(claims) };
}

function readHeader(header: Claims, algorithm: TokenRules['algorithm']): string {
  const wanted = algorithm === 'none' ? 'alg,typ' : 'alg,kid,typ';
  if (Object.keys(header).sort().join() !== wanted)
    throw new InvalidIdToken(`The header of an ID token has exactly ${wanted}.`);
  if (header.alg !== algorithm) throw new InvalidIdToken(`ID tokens are signed with ${algorithm}.`);
  if (header.typ !== 'JWT') throw new InvalidIdToken('The type of an ID token is JWT.');
  if (algorithm === 'none') return '';
  if (typeof header.kid !== 'string' || !KEY_ID.test(header.kid))
    throw new InvalidIdToken('The key id of the ID token is not one.');
  return header.kid;
}

function checkSignaturePart(signature: string, algorithm: TokenRules['algorithm']): void {
  if (algorithm === 'none') {
    if (signature !== '') throw new InvalidIdToken('A token of the Auth emulator has no signature.');
  } else decodeBytes(signature);
}

function checkOrigin(claims: Claims, projectId: string): void {
  if (claims.iss !== issuerOf(projectId) || claims.aud !== projectId)
    throw new InvalidIdToken('The ID token is not one of this Firebase project.');
  const firebase = claims.firebase as { tenant?: unknown } | null | undefined;
  // A tenant of Identity Platform has users of its own, whose uids may be chosen to equal ours.
  if (firebase?.tenant !== undefined)
    throw new InvalidIdToken('ID tokens of an Identity Platform tenant are not taken.');
}

function checkTimes(claims: Claims, nowS: number): void {
  const { clockSkewS, lifetimeS } = ID_TOKEN_LIMITS;
  const issuedAt = readTime(claims, 'iat');
  const expiresAt = readTime(claims, 'exp');
  const authenticatedAt = readTime(claims, 'auth_time');
  const notBefore = 'nbf' in claims ? readTime(claims, 'nbf') : 0;
  if (expiresAt <= nowS) throw new InvalidIdToken('The ID token has expired; fetch a fresh one.');
  if (Math.max(issuedAt, authenticatedAt, notBefore) > nowS + clockSkewS)
    throw new InvalidIdToken('The ID token comes from the future.');
  if (expiresAt - issuedAt > lifetimeS + clockSkewS) throw new InvalidIdToken('An ID token lives one hour at most.');
}

function readTime(claims: Claims, name: string): number {
  const value = claims[name];
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new InvalidIdToken(`The claim ${name} must be whole seconds.`);
  return value as number;
}

/** Identity comes from `sub` only: `user_id`, `uid` and custom claims may say what they like. */
function readPerson(claims: Claims): VerifiedIdentity {
  const { sub: uid, email, name } = claims;
  const { uidCharacters, emailCharacters, nameCharacters } = ID_TOKEN_LIMITS;
  if (!isPlainText(uid, uidCharacters)) throw new InvalidIdToken('The claim sub must be a Firebase user id.');
  const knownEmail = isPlainText(email, emailCharacters) ? email : null;
  return {
    uid,
    email: knownEmail,
    emailVerified: knownEmail !== null && claims.email_verified === true,
    name: isPlainText(name, nameCharacters) ? name : null,
    authTimeS: claims.auth_time as number,
    secondFactor: secondFactorOf(claims),
  };
}

/** Firebase names the second factor that was shown, e.g. `phone` or `totp`. */
function secondFactorOf({ firebase }: Claims): boolean {
  const factor = (firebase as { sign_in_second_factor?: unknown } | null | undefined)?.sign_in_second_factor;
  return typeof factor === 'string' && factor.length > 0;
}

function isPlainText(value: unknown, limit: number): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > limit) return false;
  return !CONTROL_CHARACTER.test(value) && value.isWellFormed();
}

/** One text has one spelling: no padding, no other alphabet, no stray bits in the last character. */
function decodeBytes(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (!BASE64URL.test(part) || bytes.toString('base64url') !== part)
    throw new InvalidIdToken('The parts of an ID token are base64url without padding.');
  return bytes;
}

function decodeObject(part: string): Claims {
  const bytes = decodeBytes(part);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw new InvalidIdToken('The parts of an ID token are JSON.', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidIdToken('The parts of an ID token are JSON objects.');
  if (hasRepeatedMember(text)) throw new InvalidIdToken('The ID token names something twice.');
  return value as Claims;
}

/** `JSON.parse` lets the last of two equal members win, other readers the first. @param json already accepted by it */
function hasRepeatedMember(json: string): boolean {
  const scopes: Set<string>[] = [];
  for (const [token, member] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') scopes.push(new Set());
    else if (token === '}') scopes.pop();
    else if (member !== undefined) {
      const name = JSON.parse(member) as string;
      const scope = scopes.at(-1)!;
      if (scope.has(name)) return true;
      scope.add(name);
    }
  }
  return false;
}
