import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { newPrivateJwk, openKey, prove } from './dpop.js';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const URL_ASKED = 'https://gateway.example/v1/terminal/poll?x=1#y';

describe('terminal DPoP proof', () => {
  it('the header carries the public key, and the proof is signed by its private key', async () => {
    const key = await openKey(await newPrivateJwk());
    const proof = await prove(key, { method: 'POST', url: URL_ASKED, nowMs: NOW_MS });
    const header = decodeProtectedHeader(proof);
    expect(header).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk });
    expect(Object.keys(header.jwk!).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    await jwtVerify(proof, await importJWK(header.jwk as JWK, 'ES256'));
    expect(await calculateJwkThumbprint(header.jwk as JWK)).toBe(key.thumbprint);
  });

  it('the claims hold the method, the address without query, and the time in seconds', async () => {
    const key = await openKey(await newPrivateJwk());
    const claims = decodeJwt(await prove(key, { method: 'POST', url: URL_ASKED, nowMs: NOW_MS }));
    expect(claims).toEqual({
      htm: 'POST',
      htu: 'https://gateway.example/v1/terminal/poll',
      iat: NOW_MS / 1000,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('the claims hold the nonce and the hash of the access token', async () => {
    const key = await openKey(await newPrivateJwk());
    const proof = await prove(key, { method: 'POST', url: URL_ASKED, nowMs: NOW_MS, nonce: 'n', accessToken: 'token' });
    const ath = createHash('sha256').update('token').digest('base64url');
    expect(decodeJwt(proof)).toMatchObject({ nonce: 'n', ath });
  });

  it('two proofs of one request differ', async () => {
    const key = await openKey(await newPrivateJwk());
    const proofs = [1, 2].map(() => prove(key, { method: 'POST', url: URL_ASKED, nowMs: NOW_MS }));
    const [one, other] = (await Promise.all(proofs)).map((proof) => decodeJwt(proof).jti);
    expect(one).not.toBe(other);
  });
});
