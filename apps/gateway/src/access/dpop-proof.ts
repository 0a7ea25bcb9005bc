/** Reads a DPoP proof (RFC 9449, ES256 over P-256); the server's nonce decides about freshness, not the terminal's clock. */
import { createHash, type KeyObject, verify } from 'node:crypto';
import { invalidToken, useDpopNonce } from './access.errors.js';
import { type CompactToken, readCompactToken } from './compact-token.js';
import type { ProofKeys, PublicKey } from './proof-keys.js';

export interface ProvenProof {
  /** RFC 7638 thumbprint of the key. */
  keyThumbprint: string;
  jti: string;
  /** Unix seconds by the terminal's clock. */
  iatS: number;
}

export interface ProofSubject {
  method: string;
  /** Path without query. */
  path: string;
  isOwnOrigin(origin: string): boolean;
  isFreshNonce(nonce: string): boolean;
  accessToken: string | null;
  keys: ProofKeys;
}

const MAX_CHARACTERS = 4096;
const JTI = /^[\x21-\x7e]{8,128}$/;
/** 32 bytes. */
const COORDINATE = /^[A-Za-z0-9_-]{43}$/;
/** The two numbers as they are: no DER. */
const SIGNATURE_BYTES = 64;

/**
 * What is cheap to see is looked at first: a stale nonce, which every terminal brings after a pause, costs no signature.
 * @throws Problem `invalid_token`, `use_dpop_nonce`
 */
export async function readProof(proof: string, subject: ProofSubject): Promise<ProvenProof> {
  if (proof.length > MAX_CHARACTERS) throw refused('is too long');
  const token = readCompactToken(proof);
  if (!token || token.signature.length !== SIGNATURE_BYTES || !isOfProof(token.header))
    throw refused('is not signed as it should be');
  const jwk = publicKeyOf(token.header.jwk);
  const { htm, htu, jti, iat, ath, nonce } = token.payload;
  if (htm !== subject.method) throw refused('is for another method');
  if (typeof htu !== 'string' || !isForPath(htu, subject)) throw refused('is for another address');
  if (typeof jti !== 'string' || !JTI.test(jti)) throw refused('needs a jti of 8 to 128 characters');
  if (typeof iat !== 'number') throw refused('needs iat');
  if (nonce !== undefined && typeof nonce !== 'string') throw refused('has an unreadable nonce');
  if (subject.accessToken !== null && ath !== sha256(subject.accessToken)) throw refused('is for another access token');
  if (nonce === undefined || !subject.isFreshNonce(nonce)) throw useDpopNonce();
  const key = subject.keys.of(jwk);
  if (!key) throw refused('needs a public P-256 key');
  if (!(await isSignedBy(key, token))) throw refused('is not signed as it should be');
  subject.keys.remember(jwk, key);
  return { keyThumbprint: thumbprintOf(jwk), jti, iatS: iat };
}

/** A header that must be understood (`crit`) is none that we understand. */
function isOfProof({ alg, typ, crit }: Record<string, unknown>): boolean {
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : null;
  return alg === 'ES256' && type === 'dpop+jwt' && crit === undefined;
}

function publicKeyOf(jwk: unknown): PublicKey {
  const { kty, crv, x, y, d } = (jwk ?? {}) as Record<string, unknown>;
  if (kty !== 'EC' || crv !== 'P-256' || !isCoordinate(x) || !isCoordinate(y) || d !== undefined)
    throw refused('needs a public P-256 key');
  return { x, y };
}

/** The last character has two bits to spare: of its four spellings one is canonical, or one key would have sixteen thumbprints. */
function isCoordinate(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    COORDINATE.test(value) &&
    Buffer.from(value, 'base64url').toString('base64url') === value
  );
}

/** In a thread of the pool: terminals that come together do not keep the others waiting. */
function isSignedBy(key: KeyObject, { signed, signature }: CompactToken): Promise<boolean> {
  const how = { key, dsaEncoding: 'ieee-p1363' as const };
  return new Promise((resolve) =>
    verify('sha256', Buffer.from(signed), how, signature, (error, good) => resolve(!error && good)),
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
const thumbprintOf = ({ x, y }: PublicKey): string => sha256(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`);

function isForPath(htu: string, subject: ProofSubject): boolean {
  if (!URL.canParse(htu)) return false;
  const url = new URL(htu);
  return subject.isOwnOrigin(url.origin) && url.pathname === subject.path && url.search === '' && url.hash === '';
}

function refused(why: string) {
  return invalidToken(`The DPoP proof ${why}.`);
}
