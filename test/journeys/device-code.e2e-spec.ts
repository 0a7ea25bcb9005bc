/** A command-line program asks for a key, a person decides on a page, the program gets the key exactly once. */
import { Client } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
});
afterAll(() => gateway.close());

const anybody = () => new Client(gateway.url);
const ask = async (client_name = 'thenar-cli') => (await anybody().post('/v1/cli/device-code', { client_name })).body;
const poll = (device_code: string) => anybody().post('/v1/cli/token', { device_code });
const approve = (code: string, more: object = {}) =>
  acme.owner.post(`/v1/cli/grants/${code}/approve`, {
    project_id: acme.projectId,
    scopes: ['members:read'],
    ...more,
  });

describe('the device-code flow', () => {
  it('gives the program a key after a person said yes, once', async () => {
    const grant = await ask();
    expect(grant).toEqual({
      device_code: expect.stringMatching(/^[0-9A-Za-z]{64}$/),
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      verification_url: `${gateway.url}/console/connect?code=${grant.user_code}`,
      expires_in: 600,
      interval: 3,
    });
    expect(await poll(grant.device_code)).toMatchObject({ status: 200, body: { status: 'pending', interval: 3 } });
    const seen = await acme.owner.get(`/v1/cli/grants/${grant.user_code.toLowerCase().replace('-', '')}`);
    expect(seen.body).toMatchObject({
      client_name: 'thenar-cli',
      address: '127.0.0.1',
      status: 'pending',
      user_code: grant.user_code,
    });
    expect(await approve(grant.user_code, { mode: 'test', scopes: ['members:read'] })).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    });
    gateway.time.advance(3000);
    const { status, body } = await poll(grant.device_code);
    expect([status, body]).toEqual([
      200,
      {
        status: 'authorized',
        api_key: expect.stringMatching(/^thn_test_/),
        key_id: expect.any(String),
        project_id: acme.projectId,
      },
    ]);
    gateway.time.advance(700_000);
    const self = await acme.owner.keyed(body.api_key).get('/v1/api-keys/self');
    expect(self.body).toMatchObject({
      key_id: body.key_id,
      name: 'thenar-cli (CLI)',
      scopes: ['members:read'],
      project_ids: [acme.projectId],
      expires_at: '2027-02-20T12:00:00.000Z',
    });
    expect(await poll(grant.device_code)).toMatchObject({
      status: 410,
      body: { status: 'consumed', error: { code: 'consumed' } },
    });
  });

  it('delivers to one of twenty polls at once', async () => {
    const grant = await ask('crowd');
    await approve(grant.user_code);
    const answers = await Promise.all(Array.from({ length: 20 }, () => poll(grant.device_code)));
    expect(answers.filter(({ body }) => body.status === 'authorized')).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes('thn_'))).toHaveLength(1);
  });

  it('slows down whoever asks too often, from then on', async () => {
    const grant = await ask();
    const said = async () => {
      const { status, body } = await poll(grant.device_code);
      return [status, body.status, body.interval];
    };
    expect(await said()).toEqual([200, 'pending', 3]);
    gateway.time.advance(2999);
    expect(await said()).toEqual([429, 'slow_down', 8]);
    gateway.time.advance(7999);
    expect(await said()).toEqual([429, 'slow_down', 13]);
    gateway.time.advance(13_000);
    expect(await said()).toEqual([200, 'pending', 13]);
  });

  it('ends after ten minutes, denied or with a wrong code; a key that nobody fetched ends too', async () => {
    const [late, denied] = [await ask(), await ask()];
    await acme.owner.post(`/v1/cli/grants/${denied.user_code}/deny`);
    expect(await poll(denied.device_code)).toMatchObject({
      status: 403,
      body: { status: 'denied', error: { code: 'denied' } },
    });
    expect(await approve(denied.user_code)).toMatchObject({ status: 409, body: { error: { code: 'grant_decided' } } });
    await approve(late.user_code);
    gateway.time.advance(600_000);
    expect(await poll(late.device_code)).toMatchObject({ status: 410, body: { status: 'expired' } });
    const [row] = await gateway.database.query<{ expired: boolean }>(
      'SELECT k.expires_at <= $1 AS expired FROM api_keys k JOIN cli_grants USING (key_id) WHERE user_code = $2',
      [gateway.gateway.foundations.clock.now(), late.user_code.replace('-', '')],
    );
    expect(row!.expired).toBe(true);
    for (const code of ['x', 'A'.repeat(64)])
      expect(await poll(code)).toMatchObject({ status: 404, body: { status: 'not_found' } });
    for (const body of [undefined, {}, { device_code: 7 }, '{'])
      expect(await anybody().post('/v1/cli/token', body)).toMatchObject({
        status: 400,
        body: { status: body === '{' ? 'malformed_json' : 'validation_error', error: {} },
      });
    expect((await acme.owner.get('/v1/cli/grants/BCDF-GHJK')).status).toBe(404);
    acme.owner = await gateway.person('acme-owner');
  });

  it('keeps the key sealed at rest: neither it nor the device code is in the database', async () => {
    const grant = await ask('sealed');
    const { body } = await approve(grant.user_code);
    expect(JSON.stringify(body)).not.toContain('thn_');
    const [row] = await gateway.database.query<{ text: string }>(
      'SELECT g::text AS text FROM cli_grants g WHERE client_name = $1',
      ['sealed'],
    );
    expect(row!.text).not.toContain(grant.device_code);
    const key = (await poll(grant.device_code)).body.api_key;
    for (const spelling of [key, Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64')])
      expect(row!.text).not.toContain(spelling);
    const [after] = await gateway.database.query<{ sealed_key: null }>(
      'SELECT sealed_key FROM cli_grants WHERE client_name = $1',
      ['sealed'],
    );
    expect(after!.sealed_key).toBeNull();
  });

  it('is for owners and admins, for their own projects, in the mode of the project', async () => {
    const grant = await ask();
    const zeta = await openTenant(gateway, 'zeta');
    expect(
      (
        await zeta.owner.post(`/v1/cli/grants/${grant.user_code}/approve`, {
          project_id: acme.projectId,
          scopes: ['members:read'],
        })
      ).status,
    ).toBe(404);
    expect(await approve(grant.user_code, { mode: 'live' })).toMatchObject({
      status: 400,
      body: { error: { code: 'mode_mismatch' } },
    });
    expect(await approve(grant.user_code, { scopes: [] })).toMatchObject({
      status: 400,
      body: { error: { code: 'empty_scope' } },
    });
    expect(
      (await acme.backend.post(`/v1/cli/grants/${grant.user_code}/approve`, { project_id: acme.projectId })).status,
    ).toBe(403);
    for (const client_name of ['', ' ', 'x'.repeat(65), 'a\u202eb', 'a\nb', 7])
      expect((await anybody().post('/v1/cli/device-code', { client_name })).status).toBe(400);
  });
});
