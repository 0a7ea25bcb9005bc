/** Someone asks to be forgotten: the rows, the files under them, and what webhooks carried; with a signed receipt. */
import { randomUUID } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import type { Client } from '../support/client.js';
import { type OwnServer, openOwnServer, searchFiles, searchTables } from '../support/own-server.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { closeReceivers, eventually, openReceiver, type Receiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** Distinctive, so that a hit is no accident. */
const WORDS = {
  'external id': 'Qx7-planted-external-4471',
  name: 'Zephyrine Quillfeather',
  'e-mail': 'zephyrine.q@planted.example.com',
  phone: '+41 79 555 0199',
  metadata: 'planted-locker-8812',
  consent: 'planted-consent-file-3390',
  reference: 'planted-order-7765',
  'transaction metadata': 'planted-table-by-the-window',
};

let server: OwnServer;
let acme: Tenant;
let receiver: Receiver;
let base: string;
let member: string;
let secrets: Record<string, Buffer>;

beforeAll(async () => {
  server = await openOwnServer({ WEBHOOK_ALLOW_LOCALHOST: 'on' });
  acme = await openTenant(server);
  base = `/v1/projects/${acme.projectId}`;
  receiver = await openReceiver();
  receiver.answers(({ event: { type, data } }) => {
    const knows = ['enrollment.completed', 'scan.identified'].includes(type); // of the others it has no more than the id
    return { status: 200, body: knows ? `thank you for ${String(data.member_id)} ${WORDS.name}` : 'thank you' };
  });
  await plant();
}, 120_000);
afterAll(async () => {
  await closeReceivers();
  await server?.close();
});

const once = (): Client => acme.backend.with({ 'Idempotency-Key': randomUUID() });

async function plant(): Promise<void> {
  await acme.owner.patch(base, {
    settings: { extended_events: true, display_fields: ['display_name', 'external_id'] },
  });
  await acme.backend.post(`${base}/webhooks`, {
    url: receiver.url,
    event_types: ['enrollment.completed', 'scan.identified', 'erasure.completed', 'member.deleted'],
  });
  const made = await once().post(`${base}/members`, {
    external_id: WORDS['external id'],
    display_name: WORDS.name,
    email: WORDS['e-mail'],
    phone: WORDS.phone,
    metadata: { locker: WORDS.metadata },
    consent: { policy_version: '1', granted_at: '2026-01-01T00:00:00Z', reference: WORDS.consent },
  });
  member = made.body.member_id;
  await palms();
  await lists();
  const secret = async (table: string, column: string) =>
    (
      await server.database.query<{ x: Buffer }>(`SELECT ${column} AS x FROM ${table} WHERE member_id = $1`, [member])
    )[0]!.x;
  secrets = {
    'sealed template': await secret('templates', 'sealed'),
    'wrapped key': await secret('member_keys', 'wrapped'),
  };
  await eventually(async () => {
    const rows = await server.database.query('SELECT 1 FROM webhook_attempts WHERE response_body IS NOT NULL');
    return rows.length >= 2 || `${rows.length} attempts`;
  });
  await server.database.query('ANALYZE');
  await server.database.query('CHECKPOINT');
}

async function palms(): Promise<void> {
  const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('zephyrine:left', n)));
  const enrolled = await once().post(`${base}/enroll`, { member_id: member, hand: 'left', captures });
  expect(enrolled.status).toBe(201);
  const capture = await synthetic('zephyrine:left', 'later');
  const found = await once().post(`${base}/identify`, { capture });
  expect(found.body.member_id).toBe(member);
  const paid = { type: 'payment', amount_minor: 500, currency: 'EUR', scan_id: found.body.scan_id };
  const free = { reference: WORDS.reference, metadata: { where: WORDS['transaction metadata'] } };
  expect((await once().post(`${base}/transactions`, { ...paid, ...free })).status).toBe(201);
  const terminal = await pairTerminal(server, acme);
  const scanned = await terminal.scans([
    { scan_ref: 'one', counter: 1, capture: await synthetic('zephyrine:left', 'door') },
  ]);
  expect(scanned.body.results[0].member.display_name).toBe(WORDS.name);
  const started = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, {
    member_id: member,
    hand: 'right',
  });
  const { challenge } = (await terminal.ack(started.body.session_id)).body;
  const right = await synthetic('zephyrine:right', '1');
  expect((await terminal.capture(started.body.session_id, { seq: 1, challenge, capture: right })).body.accepted).toBe(
    true,
  );
}

async function lists(): Promise<void> {
  for (const [name, type, value] of [
    ['guests', 'external_id', WORDS['external id']],
    ['known', 'member', member],
  ]) {
    const list = await acme.backend.post(`${base}/lists`, { name, type });
    await acme.backend.patch(`${base}/lists/${list.body.list_id}/entries`, { add: [value] });
  }
  const rule = { field: 'member.external_id', operator: 'equals', value: WORDS['external id'] };
  const conditions = { operator: 'AND', rules: [rule] };
  const ruled = await acme.backend.post(`${base}/rules`, { name: 'one', conditions, action: { verdict: 'allow' } });
  expect(ruled.status).toBe(201);
}

const inFiles = () =>
  searchFiles(server, {
    ...Object.fromEntries(Object.entries(WORDS).map(([what, word]) => [what, Buffer.from(word)])),
    ...secrets,
  });

describe('before', () => {
  it('everything is found where we look for it', async () => {
    const tables = await searchTables(server, WORDS);
    for (const what of Object.keys(WORDS)) expect(tables.join('\n')).toContain(`${what} in`);
    const files = inFiles().join('\n');
    for (const what of [...Object.keys(WORDS), ...Object.keys(secrets)]) expect(files).toContain(`${what} in`);
  });

  it('the person may have a copy of all of it, without the palms', async () => {
    const copy = await acme.backend.get(`${base}/members/${member}/export`);
    expect(copy).toMatchObject({ status: 200, body: { member_id: member, project_id: acme.projectId } });
    for (const word of Object.values(WORDS)) expect(copy.text).toContain(word);
    const { data } = copy.body;
    expect(data.scan_results.map((scan: { operation: string }) => scan.operation).sort()).toEqual([
      'enroll',
      'identify',
      'identify',
    ]);
    expect(data).toMatchObject({ lists: ['guests', 'known'], transactions: [{ amount_minor: 500 }] });
    expect(data.enrollment_sessions).toHaveLength(2);
    expect(data.terminal_answers).toHaveLength(1);
    expect(data.webhook_events.length).toBeGreaterThan(1);
    expect(data.audit_events.map((event: { action: string }) => event.action)).toContain('member.created');
    expect(data.templates).toHaveLength(3);
    expect(Object.keys(data.templates[0]).sort()).toEqual([
      'created_at',
      'engine_version',
      'hand',
      'quality',
      'template_id',
    ]);
    expect(copy.text).not.toContain(secrets['sealed template']!.toString('base64').slice(0, 40));
  });

  it('the reason must not name the person, because it stays', async () => {
    const refused = await acme.backend.post(`${base}/members/${member}/erasure`, { reason: `${WORDS.name} asked` });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'validation_error', field: 'reason' } } });
    expect(refused.text).not.toContain(WORDS.name);
  });
});

describe('an erasure', () => {
  let erasureId: string;
  const completed = async () => {
    const at = `${base}/erasures/${erasureId}`;
    await eventually(async () => (await acme.backend.get(at)).body.status === 'completed', 30_000);
    return (await acme.backend.get(at)).body;
  };

  it('takes the person out at once, and says how much there was', async () => {
    const asked = once();
    const answer = await asked.post(`${base}/members/${member}/erasure`, { reason: 'asked by letter' });
    expect(answer).toMatchObject({ status: 202, body: { member_id: member, reason: 'asked by letter' } });
    erasureId = answer.body.erasure_id;
    expect((await acme.backend.get(`${base}/members/${member}`)).status).toBe(404);
    const again = await acme.backend.post(`${base}/identify`, { capture: await synthetic('zephyrine:left', 'after') });
    expect(again.body).toMatchObject({ matched: false, member_id: null });
    const erasure = await completed();
    expect(erasure).toMatchObject({ storage: 'rewritten', completed_at: expect.any(String) });
    expect(erasure.counts).toEqual({
      ...{ member: 1, templates: 3, scan_results: 3, transactions: 1, enrollment_sessions: 2, lists: 2 },
      ...{
        rule_effects: 0,
        rules: 1,
        terminal_answers: 1,
        webhook_events: 4,
        webhook_attempts: 3,
        idempotent_answers: 4,
      },
    });
    const repeated = await asked.post(`${base}/members/${member}/erasure`, { reason: 'asked by letter' });
    expect([repeated.status, repeated.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
    const second = await acme.owner.post(`${base}/members/${member}/erasure`, { reason: 'asked again' });
    expect(second.body).toMatchObject({ erasure_id: erasureId, status: 'completed' });
  });

  it('leaves no row with anything of the person but the bare id', async () => {
    expect(await searchTables(server, WORDS)).toEqual([]);
    const named = await searchTables(server, { id: member });
    expect(named.sort()).toEqual(['id in audit_events', 'id in erasures', 'id in outbox_events']);
    const events = await server.database.query<{ type: string }>(
      'SELECT type FROM outbox_events WHERE strpos(body, $1) > 0',
      [member],
    );
    const types = new Set(events.map(({ type }) => type));
    expect([...types].sort()).toEqual(['enrollment.failed', 'erasure.completed', 'member.deleted']);
  });

  it('leaves nothing in the files of the database', () => {
    expect(inFiles()).toEqual([]);
  });

  it('keeps history, about nobody', async () => {
    const scans = await acme.backend.get(`${base}/scan-results`);
    const matched = scans.body.data.filter((scan: { result: string }) => scan.result === 'matched');
    expect(matched).toHaveLength(3);
    expect(scans.text).not.toContain(member);
    const [sale] = (await acme.backend.get(`${base}/transactions`)).body.data;
    expect(sale).toMatchObject({ amount_minor: 500, currency: 'EUR', metadata: {} });
    expect(Object.keys(sale)).not.toContain('member_id');
  });

  it('is sent to subscribers', async () => {
    await eventually(() => receiver.received.some(({ event }) => event.type === 'erasure.completed'));
    const { event } = receiver.received.find((one) => one.event.type === 'erasure.completed')!;
    expect(event.data).toEqual({ event_type: 'erasure.completed', erasure_id: erasureId, member_id: member });
  });

  it('has a receipt that anybody can check with the public key', async () => {
    const erasure = await completed();
    const { keys } = (await new (acme.owner.constructor as typeof Client)(server.url).get('/v1/receipt-keys')).body;
    const { payload, protectedHeader } = await compactVerify(erasure.receipt, await importJWK(keys[0], 'EdDSA'));
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: keys[0].kid, typ: 'erasure-receipt+jws' });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      ...{ erasure_id: erasureId, organization_id: acme.organizationId, project_id: acme.projectId, member_id: member },
      ...{ counts: erasure.counts, storage: 'rewritten' },
      ...{ accepted_at: erasure.accepted_at, completed_at: erasure.completed_at },
    });
    const [head, , signature] = erasure.receipt.split('.');
    const forged = [head, Buffer.from('{"counts":{}}').toString('base64url'), signature].join('.');
    await expect(compactVerify(forged, await importJWK(keys[0], 'EdDSA'))).rejects.toThrow();
  });

  it('stays in the list of erasures with its receipt, which another project and a viewer of it do not see', async () => {
    const listed = await acme.owner.get(`${base}/erasures`);
    expect(listed).toMatchObject({ status: 200, body: { total: 1, has_more: false } });
    expect(listed.body.data).toEqual([await completed()]);
    expect((await acme.backend.get(`${base}/erasures`)).body.data).toEqual(listed.body.data);
    const other = await openTenant(server, 'other');
    expect(await other.owner.get(`${base}/erasures`)).toMatchObject({ status: 404 });
    expect((await other.owner.get(`/v1/projects/${other.projectId}/erasures`)).body).toMatchObject({
      data: [],
      total: 0,
    });
  });
});

describe('a receiver', () => {
  it('that answers only when the person is gone is not quoted either', async () => {
    const name = 'Ottoline Featherstonehaugh';
    let letGo: () => void = () => undefined;
    const erased = new Promise<void>((resolve) => (letGo = resolve));
    const guest = (await acme.backend.post(`${base}/members`, { display_name: name })).body.member_id;
    const said = { status: 200, headers: { 'X-Guest': name }, body: `farewell ${name}` };
    receiver.answers(async ({ event: { type, data } }) => {
      if (data.member_id !== guest) return { status: 200 };
      if (type === 'enrollment.completed') await erased;
      return said;
    });
    const captures = [await synthetic('ottoline:left', '1')];
    expect((await acme.backend.post(`${base}/enroll`, { member_id: guest, hand: 'left', captures })).status).toBe(201);
    const about = (type: string) =>
      receiver.received.find(({ event }) => event.data.member_id === guest && event.type === type)?.event.event_id;
    await eventually(() => about('enrollment.completed') !== undefined, 30_000);
    const asked = await acme.backend.post(`${base}/members/${guest}/erasure`, { reason: 'moved away' });
    expect(asked.status).toBe(202);
    letGo();
    for (const type of ['enrollment.completed', 'member.deleted', 'erasure.completed']) {
      await eventually(() => about(type) !== undefined, 30_000);
      const heard = () =>
        server.database.query<{ quoted: boolean }>(
          `SELECT a.response_body IS NOT NULL OR a.response_headers IS NOT NULL AS quoted
           FROM webhook_attempts a JOIN webhook_deliveries d USING (delivery_id) WHERE d.event_id = $1 AND a.status_code = 200`,
          [about(type)],
        );
      await eventually(async () => (await heard()).length > 0, 30_000);
      expect([type, await heard()]).toEqual([type, [{ quoted: false }]]);
    }
    expect(await searchTables(server, { name })).toEqual([]);
  });
});

describe('a repeated request', () => {
  it('about someone who was erased is not done again, and its answer is gone', async () => {
    const asked = once();
    const body = { display_name: 'Brief' };
    const made = await asked.post(`${base}/members`, body);
    const erased = await acme.backend.post(`${base}/members/${made.body.member_id}/erasure`, { reason: 'short stay' });
    const at = `${base}/erasures/${erased.body.erasure_id}`;
    await eventually(async () => (await acme.backend.get(at)).body.status === 'completed', 30_000);
    expect(await asked.post(`${base}/members`, body)).toMatchObject({
      status: 410,
      body: { error: { code: 'answer_erased' } },
    });
  });

  it('of someone who was deleted before erases what history still says', async () => {
    const made = await acme.backend.post(`${base}/members`, {});
    const sale = { type: 'custom', member_id: made.body.member_id, reference: 'by name' };
    await acme.backend.post(`${base}/transactions`, sale);
    await acme.backend.delete(`${base}/members/${made.body.member_id}`);
    const erasure = `${base}/members/${made.body.member_id}/erasure`;
    expect(await acme.backend.post(erasure, { reason: 'later' })).toMatchObject({
      status: 202,
      body: { counts: { member: 0, transactions: 1 } },
    });
    expect((await acme.backend.post(`${base}/members/${randomUUID()}/erasure`, { reason: 'x' })).status).toBe(404);
  });
});
