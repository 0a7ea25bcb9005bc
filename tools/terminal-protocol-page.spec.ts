/** The test vectors of docs/terminal-protocol.md: the page and the file agree, and any JOSE library takes them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  jwtVerify,
} from 'jose';

const DOCS = join(import.meta.dirname, '../docs');
const PAGE = readFileSync(join(DOCS, 'terminal-protocol.md'), 'utf8');
const VECTORS = JSON.parse(readFileSync(join(DOCS, 'vectors/terminal-protocol.json'), 'utf8')) as {
  key: JWK & { d: string };
  thumbprint: string;
  dpop_proof: { access_token: string; header: { jwk: JWK }; claims: Record<string, unknown>; jwt: string };
  signed_captures: { image_base64: string; header: object; payload: Record<string, unknown>; jws: string }[];
};
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('base64url');
const publicKey = async () => {
  const { kty, crv, x, y } = VECTORS.key;
  return importJWK({ kty, crv, x, y }, 'ES256');
};

describe('test vectors of the terminal protocol', () => {
  it('the page shows the vectors of the file', () => {
    const compact = PAGE.replace(/\s/g, '');
    const { key, thumbprint, dpop_proof } = VECTORS;
    for (const value of [key, dpop_proof.header, dpop_proof.claims]) expect(compact).toContain(JSON.stringify(value));
    for (const value of [thumbprint, dpop_proof.access_token, dpop_proof.jwt]) expect(PAGE).toContain(value);
  });

  it('the proof is signed by its key and has the header and claims that the page shows', async () => {
    const { header, claims, jwt, access_token } = VECTORS.dpop_proof;
    await jwtVerify(jwt, await importJWK(header.jwk, 'ES256'));
    expect(decodeProtectedHeader(jwt)).toEqual(header);
    expect(decodeJwt(jwt)).toEqual(claims);
    expect(claims.ath).toBe(sha256(access_token));
    expect(await calculateJwkThumbprint(header.jwk)).toBe(VECTORS.thumbprint);
  });

  it('the signed captures are a chain by the same key', async () => {
    let prev: string | null = null;
    for (const [i, { image_base64, header, payload, jws }] of VECTORS.signed_captures.entries()) {
      const { payload: signed } = await compactVerify(jws, await publicKey());
      expect(JSON.parse(Buffer.from(signed).toString())).toEqual(payload);
      expect(decodeProtectedHeader(jws)).toEqual(header);
      expect(payload).toMatchObject({ seq: i + 1, prev, sha256: sha256(Buffer.from(image_base64, 'base64')) });
      prev = sha256(jws);
    }
  });
});
