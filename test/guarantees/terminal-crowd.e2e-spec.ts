/** Many terminals, or one that is impatient, at the same moment: everybody is answered, nobody is refused for the crowd. */
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Answer } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { PairedTerminal, pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

jest.setTimeout(90_000);

let gateway: TestGateway;
let tenant: Tenant;
beforeAll(async () => {
  gateway = await startTestGateway();
  tenant = await openTenant(gateway);
});
afterAll(() => gateway.close());

const statuses = (answers: { status: number }[]) => [...new Set(answers.map(({ status }) => status))];

const POLL = '/v1/terminal/poll';

describe('one terminal that asks much at once', () => {
  it('is answered 200 for every scan and every poll', async () => {
    const terminal = await pairTerminal(gateway, tenant);
    const capture = await synthetic('crowd:left', '1');
    const send: (() => Promise<Answer>)[] = [];
    for (let counter = 1; counter <= 30; counter++) {
      const scans = [{ scan_ref: randomUUID(), counter, capture }];
      send.push(await terminal.prepare('/v1/terminal/scans', { scans }));
      send.push(await terminal.prepare(POLL, { wait_s: 0, app_version: `1.${counter}` })); // each reports something new
    }
    expect(statuses(await Promise.all(send.map((one) => one())))).toEqual([200]);
  });

  it('is answered while something else refers to its device', async () => {
    const terminal = await pairTerminal(gateway, tenant);
    const client = new pg.Client({ connectionString: gateway.database.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      // what a foreign key takes on the row that it points to
      await client.query('SELECT 1 FROM devices WHERE device_id = $1 FOR KEY SHARE', [terminal.deviceId]);
      expect((await terminal.poll({ wait_s: 0, app_version: '9.9' })).status).toBe(200);
    } finally {
      await client.end();
    }
  });

  it('spends each of its proofs once, also when two of them come together', async () => {
    const terminal = await pairTerminal(gateway, tenant);
    const send = await terminal.prepare(POLL, { wait_s: 0 });
    const both = await Promise.all([send(), send()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });
});

describe('a herd of terminals', () => {
  it('is answered whole when 500 polls come at once', async () => {
    const send: (() => Promise<Answer>)[] = [];
    for (let n = 0; n < 10; n++) {
      const terminal = await pairTerminal(gateway, tenant, `gate ${n}`);
      for (let i = 0; i < 50; i++) send.push(await terminal.prepare(POLL, { wait_s: 0 }));
    }
    expect(statuses(await Promise.all(send.map((one) => one())))).toEqual([200]);
  });

  it('is answered whole when 300 ask for a token, a code, or what became of their code', async () => {
    const terminal = await pairTerminal(gateway, tenant, 'signs in');
    const newcomer = await PairedTerminal.withNewKey(gateway.url);
    const { registration_id } = (await newcomer.register()).body;
    const about = { serial_number: 'T', model: 'T', app_version: '1' };
    const send: (() => Promise<Answer>)[] = [];
    for (let i = 0; i < 100; i++) {
      send.push(await terminal.prepare('/v1/terminal/token', {}, false));
      send.push(await newcomer.prepare(`/v1/terminal/registrations/${registration_id}/poll`, {}, false));
      const another = await PairedTerminal.withNewKey(gateway.url);
      another.nonce = newcomer.nonce;
      send.push(await another.prepare('/v1/terminal/registrations', about, false));
    }
    const answers = await Promise.all(send.map((one) => one()));
    const of = (kind: number) => statuses(answers.filter((_, i) => i % 3 === kind)).sort();
    expect([of(0), of(1), of(2)]).toEqual([[200], [200, 429], [201]]); // the first poll is never early, the others are
  });

  it('keeps the last of the codes that one key asks for at once', async () => {
    const terminal = await PairedTerminal.withNewKey(gateway.url);
    await terminal.register();
    const about = { serial_number: 'T', model: 'T', app_version: '1' };
    const send = [];
    for (let i = 0; i < 5; i++) send.push(await terminal.prepare('/v1/terminal/registrations', about, false));
    const codes = (await Promise.all(send.map((one) => one()))).map(({ body }) => body);
    const polled = await Promise.all(codes.map(({ registration_id }) => terminal.pollRegistration(registration_id)));
    expect(polled.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
  });

  it('hears at once of a session, of a new configuration and of being disabled', async () => {
    const [busy, informed, off] = [
      await pairTerminal(gateway, tenant, 'busy'),
      await pairTerminal(gateway, tenant, 'informed'),
      await pairTerminal(gateway, tenant, 'off'),
    ];
    const member = await tenant.backend.post(`/v1/projects/${tenant.projectId}/members`, {});
    const body = { member_id: member.body.member_id };
    const parked = [
      busy.poll({ wait_s: 20 }),
      informed.poll({ wait_s: 20, config_version: 0 }),
      off.poll({ wait_s: 20 }),
    ];
    await tenant.owner.patch(`/v1/devices/${off.deviceId}`, { enabled: false });
    const session = await tenant.backend.post(`/v1/devices/${busy.deviceId}/enrollment`, body);
    await tenant.owner.put(`/v1/projects/${tenant.projectId}/terminal-config`, { config: { volume: 3 } });
    const [offered, configured, refused] = await Promise.all(parked);
    expect(offered!.body.session.session_id).toBe(session.body.session_id);
    expect(configured!.body.config).toMatchObject({ config: { volume: 3 } });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'device_disabled' } } });
  });
});
