/** A backend that is not sure whether its request arrived sends it again, and it counts once. */
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { requestText, sendRaw } from '../support/raw-http.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let keysPath: string;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  keysPath = `/v1/projects/${acme.projectId}/api-keys`;
});
afterAll(() => gateway.close());

const repeating = (key: string) => acme.owner.with({ 'Idempotency-Key': key });
const keysNamed = async (name: string) =>
  (await acme.owner.get(keysPath)).body.data.filter((key: { name: string }) => key.name === name);

describe('a repeated request', () => {
  it('gets the first answer again and has no second effect', async () => {
    const first = await repeating('again').post('/v1/organizations', { name: 'twice' });
    const second = await repeating('again').post('/v1/organizations', { name: 'twice' });
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([
      null,
      'true',
    ]);
    const { body } = await acme.owner.get('/v1/organizations');
    expect(body.data.filter((one: { name: string }) => one.name === 'twice')).toHaveLength(1);
  });

  it('never gets a secret a second time, and none is kept', async () => {
    const first = await repeating('secret').post(keysPath, { name: 'once' });
    const second = await repeating('secret').post(keysPath, { name: 'once' });
    const { key, ...rest } = first.body;
    expect(second.body).toEqual({ ...rest, secret_already_shown: true });
    const [row] = await gateway.database.query<{ text: string }>(
      `SELECT string_agg(t::text, ' ') AS text FROM idempotency_keys t`,
    );
    for (const spelling of [key, Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64')])
      expect(row!.text).not.toContain(spelling);
  });

  it('sent twenty times at once takes effect once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => repeating('crowd').post(keysPath, { name: 'crowd' })),
    );
    for (const { status, body } of answers)
      expect(status === 201 || body.error.code === 'idempotency_in_progress').toBe(true);
    expect(answers.filter(({ body }) => typeof body.key === 'string')).toHaveLength(1);
    expect(await keysNamed('crowd')).toHaveLength(1);
  });

  it('with another body, or to another address, is refused', async () => {
    await repeating('other').post(keysPath, { name: 'a' });
    for (const again of [
      repeating('other').post(keysPath, { name: 'b' }),
      repeating('other').post('/v1/organizations', { name: 'a' }),
    ])
      expect(await again).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_reused' } } });
  });

  it('after a refusal is a new attempt', async () => {
    const refused = await repeating('mend').post(keysPath, { name: '' });
    const mended = await repeating('mend').post(keysPath, { name: 'mended' });
    expect([refused.status, mended.status]).toEqual([400, 201]);
  });

  it('is known by its sender only, and for a day', async () => {
    const other = await gateway.person('somebody');
    await repeating('day').post('/v1/organizations', { name: 'day one' });
    const theirs = await other.with({ 'Idempotency-Key': 'day' }).post('/v1/organizations', { name: 'theirs' });
    expect([theirs.status, theirs.headers.get('idempotent-replayed')]).toEqual([201, null]);
    gateway.time.advance(24 * 3_600_000 + 1);
    const owner = await gateway.person('acme-owner');
    const later = await owner.with({ 'Idempotency-Key': 'day' }).post('/v1/organizations', { name: 'day two' });
    expect([later.status, later.body.name]).toEqual([201, 'day two']);
    acme.owner = owner;
  });

  it('waits out a lease that a dead process left behind', async () => {
    await repeating('dead').post(keysPath, { name: 'dead' });
    await gateway.database.query(`UPDATE idempotency_keys SET status = NULL, sealed = NULL`);
    const early = await repeating('dead').post(keysPath, { name: 'dead' });
    gateway.time.advance(61_000);
    const late = await repeating('dead').post(keysPath, { name: 'dead' });
    expect([early.body.error.code, late.status]).toEqual(['idempotency_in_progress', 201]);
  });

  it('and its effect stand or fall together', async () => {
    await gateway.database.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`,
    );
    await gateway.database.query(
      `CREATE TRIGGER refuse BEFORE UPDATE ON idempotency_keys FOR EACH ROW WHEN (NEW.status IS NOT NULL) EXECUTE FUNCTION refuse()`,
    );
    const failed = await repeating('together').post(keysPath, { name: 'together' });
    await gateway.database.query('DROP TRIGGER refuse ON idempotency_keys');
    expect([failed.status, await keysNamed('together')]).toEqual([500, []]);
    expect((await repeating('together').post(keysPath, { name: 'together' })).status).toBe(201);
  });

  it('needs a key that can be read', async () => {
    const body = Buffer.from('{"name":"x"}');
    const send = (...keys: string[]) => {
      const headers: [string, string][] = keys.map((key) => ['Idempotency-Key', key]);
      const shared: [string, string][] = [
        ['Authorization', acme.owner.headers.Authorization!],
        ['Content-Type', 'application/json'],
      ];
      return sendRaw(
        gateway.url,
        requestText(gateway.url, { method: 'POST', target: keysPath, headers: [...shared, ...headers], body }),
      );
    };
    for (const keys of [[''], ['A'.repeat(256)], ['a\u0001'], ['a b'], ['ä'], ['a', 'b'], ['a', 'a']])
      expect((await send(...keys))[0]!.status).toBe(400);
    expect((await send('A'.repeat(255)))[0]!.status).toBe(201);
  });
});
