/** One key is one device, a code is not found by guessing, and nobody retires the terminal of another person. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
});
afterAll(() => gateway?.close());

const complete = (tenant: Tenant, code: string) =>
  tenant.owner.post(`/v1/projects/${tenant.projectId}/devices`, { registration_code: code });

/** Sends `jwk` in the header of a proof that its private key signs. */
async function register(jwk: object, privateKey: Parameters<SignJWT['sign']>[0]) {
  const path = '/v1/terminal/registrations';
  const nonce = (await fetch(`${gateway.url}/v1/terminal/nonce`)).headers.get('dpop-nonce')!;
  const proof = await new SignJWT({ htm: 'POST', htu: gateway.url + path, jti: randomUUID(), iat: 1, nonce })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: jwk as JWK })
    .sign(privateKey);
  const response = await fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', DPoP: proof },
    body: JSON.stringify({ serial_number: 'S-1', model: 'M', app_version: '1' }),
  });
  return { status: response.status, body: (await response.json()) as { error?: { code: string } } };
}

/** The four texts that decode to the same 32 bytes; the first is the canonical one. */
function spellingsOf(coordinate: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(coordinate.at(-1)!);
  return [0, 1, 2, 3].map((spare) => coordinate.slice(0, -1) + alphabet[last + spare]!);
}

describe('the key of a terminal', () => {
  it('of sixteen spellings of one public key only the canonical one is taken', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const { kty, crv, x, y } = await exportJWK(publicKey);
    const spellings = spellingsOf(x!).flatMap((ax) => spellingsOf(y!).map((ay) => ({ kty, crv, x: ax, y: ay })));
    const answers = [];
    for (const jwk of spellings) answers.push(await register(jwk, privateKey));
    expect(answers.map(({ status }) => status)).toEqual([201, ...Array<number>(15).fill(401)]);
    expect(new Set(answers.slice(1).map(({ body }) => body.error!.code))).toEqual(new Set(['invalid_token']));
  });

  it('is one and the same with further public members, has the thumbprint of RFC 7638, and is refused with its private part', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const { d } = await exportJWK(privateKey);
    expect((await register({ ...jwk, kid: 'a', use: 'sig', alg: 'ES256', x5t: 'b' }, privateKey)).status).toBe(201);
    expect((await register({ ...jwk, d }, privateKey)).body.error!.code).toBe('invalid_token');
    const thumbprint = createHash('sha256')
      .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }))
      .digest('base64url');
    const rows = await gateway.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM terminal_registrations WHERE key_thumbprint = $1',
      [thumbprint],
    );
    expect(rows[0]!.n).toBe(1);
  });
});

describe('guesses of registration codes', () => {
  it('three hundred wrong codes at once are five looks, and a right code in between starts no new count', async () => {
    const guesser = await openTenant(gateway, 'crowd-guesser');
    const answers = await Promise.all(Array.from({ length: 300 }, () => complete(guesser, 'BBBB-BBBB')));
    const codes = answers.map(({ body }) => body.error.code as string);
    expect(codes.filter((code) => code === 'registration_code_not_found')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(295);
  });

  it('a terminal of the guesser’s own that is paired in between does not start the count anew', async () => {
    const guesser = await openTenant(gateway, 'patient-guesser');
    for (let i = 0; i < 4; i++) expect((await complete(guesser, 'BBBB-BBBB')).status).toBe(404);
    await pairTerminal(gateway, guesser);
    expect((await complete(guesser, 'BBBB-BBBB')).status).toBe(404);
    expect((await complete(guesser, 'BBBB-BBBB')).body.error.code).toBe('too_many_attempts');
  });
});

describe('a terminal that shows a code again', () => {
  it('belongs to its tenant until that one lets it go; both audit logs say who tried', async () => {
    const thief = await openTenant(gateway, 'thief');
    const till = await pairTerminal(gateway, acme);
    const shown = (await till.register()).body.registration_code as string;
    const stolen = await complete(thief, shown);
    expect(stolen).toMatchObject({ status: 409, body: { error: { code: 'device_registered_elsewhere' } } });
    expect((await till.signIn()).status).toBe(200);
    for (const tenant of [acme, thief]) {
      const path = `/v1/organizations/${tenant.organizationId}/audit-events?action=device.registered_elsewhere`;
      expect((await tenant.owner.get(path)).body.data).toHaveLength(1);
    }
    const again = await complete(acme, shown);
    expect(again.status).toBe(201);
    expect((await acme.owner.get(`/v1/devices/${till.deviceId}`)).body.status).toBe('decommissioned');
  });

  it('is not taken by a key that does not reach the project of the device', async () => {
    const till = await pairTerminal(gateway, acme);
    const shown = (await till.register()).body.registration_code as string;
    const other = await acme.owner.post(`/v1/organizations/${acme.organizationId}/projects`, {
      name: 'Second shop',
      environment_id: acme.environmentId,
    });
    const { key } = (await acme.owner.post(`/v1/projects/${other.body.project_id}/api-keys`, { name: 'second' })).body;
    const taken = await acme.owner
      .keyed(key)
      .post(`/v1/projects/${other.body.project_id}/devices`, { registration_code: shown });
    expect(taken).toMatchObject({ status: 409, body: { error: { code: 'device_registered_elsewhere' } } });
  });
});
