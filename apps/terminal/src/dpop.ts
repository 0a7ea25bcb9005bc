/** Proof of possession (RFC 9449): each request shows that its sender holds the terminal's private key. */
import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** A real terminal's key never leaves its keystore; this one rests in a file that only its owner reads. */
export type PrivateJwk = JWK & { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string };

export interface TerminalKey {
  readonly publicJwk: JWK;
  readonly thumbprint: string;
  readonly signer: CryptoKey;
}

export interface ProofInput {
  method: string;
  /** Query and fragment are left out of the proof. */
  url: string;
  /** The terminal's clock, which may be wrong. */
  nowMs: number;
  nonce?: string;
  accessToken?: string;
}

export async function newPrivateJwk(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return (await exportJWK(privateKey)) as PrivateJwk;
}

export async function openKey(jwk: PrivateJwk): Promise<TerminalKey> {
  const { kty, crv, x, y } = jwk;
  const publicJwk = { kty, crv, x, y };
  const signer = (await importJWK(jwk, 'ES256')) as CryptoKey;
  return { publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk), signer };
}

export function prove(key: TerminalKey, { method, url, nowMs, nonce, accessToken }: ProofInput): Promise<string> {
  const { origin, pathname } = new URL(url);
  const claims = {
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(nowMs / 1000),
    jti: randomUUID(),
    ...(nonce === undefined ? {} : { nonce }),
    ...(accessToken === undefined ? {} : { ath: createHash('sha256').update(accessToken).digest('base64url') }),
  };
  return new SignJWT(claims).setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk }).sign(key.signer);
}
