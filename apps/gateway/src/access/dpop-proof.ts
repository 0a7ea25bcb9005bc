/** Reads a DPoP proof (RFC 9449, ES256 over P-256); the server's nonce decides about freshness, not the terminal's clock. */
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, type JWK, jwtVerify } from 'jose';
import { invalidToken } from './access.errors.js';

export interface ProvenProof {
  /** RFC 7638 thumbprint of the key. */
  keyThumbprint: string;
  jti: string;
  nonce: string | null;
  /** Unix seconds by the terminal's clock. */
  iatS: number;
}

export interface ProofSubject {
  method: string;
  /** Path without query. */
  path: string;
  isOwnOrigin(origin: string): boolean;
  accessToken: string | null;
}

const MOST_CHARACTERS = 4096;
const JTI = /^[\x21-\x7e]{8,128}$/;

/** @throws Problem `invalid_token` */
export async function readProof(proof: string, subject: ProofSubject): Promise<ProvenProof> {
  if (proof.length > MOST_CHARACTERS) throw refused('is too long');
  let jwk: JWK | undefined;
  const verified = await jwtVerify(
    proof,
    async (header) => {
      jwk = publicKeyOf(header.jwk as JWK | undefined);
      return importJWK(jwk, 'ES256');
    },
    { algorithms: ['ES256'], typ: 'dpop+jwt', clockTolerance: Number.MAX_SAFE_INTEGER },
  ).catch(() => {
    throw refused('is not signed as it should be');
  });
  const { htm, htu, jti, iat, ath, nonce } = verified.payload;
  if (htm !== subject.method) throw refused('is for another method');
  if (typeof htu !== 'string' || !isForPath(htu, subject)) throw refused('is for another address');
  if (typeof jti !== 'string' || !JTI.test(jti)) throw refused('needs a jti of 8 to 128 characters');
  if (typeof iat !== 'number') throw refused('needs iat');
  if (nonce !== undefined && typeof nonce !== 'string') throw refused('has an unreadable nonce');
  if (subject.accessToken !== null && ath !== createHash('sha256').update(subject.accessToken).digest('base64url'))
    throw refused('is for another access token');
  return { keyThumbprint: await calculateJwkThumbprint(jwk!, 'sha256'), jti, nonce: nonce ?? null, iatS: iat };
}

function publicKeyOf(jwk: JWK | undefined): JWK {
  if (
    !jwk ||
    jwk.kty !== 'EC' ||
    jwk.crv !== 'P-256' ||
    typeof jwk.x !== 'string' ||
    typeof jwk.y !== 'string' ||
    'd' in jwk
  )
    throw refused('needs a public P-256 key');
  return { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y };
}

function isForPath(htu: string, subject: ProofSubject): boolean {
  if (!URL.canParse(htu)) return false;
  const url = new URL(htu);
  return subject.isOwnOrigin(url.origin) && url.pathname === subject.path && url.search === '' && url.hash === '';
}

function refused(why: string) {
  return invalidToken(`The DPoP proof ${why}.`);
}
