/** A palm pays, enters, checks in: the tenant writes it down and takes the ledger home. */
import { openKey } from '../../apps/terminal/src/dpop.js';
import { HttpTransport } from '../../apps/terminal/src/transport.js';
import type { NewScan } from '../../apps/gateway/src/scans/scans.service.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { recordScan } from '../support/scans.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { pairTerminal, type TestTerminal } from '../support/terminal.js';

const NOWHERE = '01890000-0000-7000-8000-000000000000';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let gateway: TestGateway;
let acme: Tenant;
let other: Tenant;
let terminal: TestTerminal;
let ledger: string;
let memberId: string;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  other = await openTenant(gateway, 'other');
  terminal = await pairTerminal(gateway, acme);
  ledger = `/v1/projects/${acme.projectId}/transactions`;
  memberId = await enlist();
});
afterAll(() => gateway.close());

const enlist = async (tenant = acme) =>
  (await tenant.backend.post(`/v1/projects/${tenant.projectId}/members`, {})).body.member_id as string;
const recognise = (facts: Partial<NewScan> = {}, tenant = acme) =>
  recordScan(gateway, tenant, { result: 'matched', memberId, ...facts });
const ids = (answer: { body: { data: { transaction_id: string }[] } }) =>
  answer.body.data.map((row) => row.transaction_id);
const now = (offsetMs = 0) => new Date(gateway.time.unixMs() + offsetMs).toISOString();
const notUsable = { status: 409, body: { error: { code: 'scan_not_usable' } } };

describe('a transaction', () => {
  it('hangs on the scan that recognised the person', async () => {
    const scan = await recognise({ deviceId: terminal.deviceId });
    gateway.time.advance(MINUTE);
    const said = { type: 'payment', amount_minor: 1250, currency: 'EUR', reference: 'order-7', metadata: { table: 4 } };
    const created = await acme.backend.post(ledger, { ...said, scan_id: scan.scanId });
    expect(created).toMatchObject({ status: 201 });
    expect(created.body).toEqual({
      ...said,
      transaction_id: expect.any(String),
      status: 'completed',
      member_id: memberId,
      scan_id: scan.scanId,
      device_id: terminal.deviceId,
      occurred_at: now(),
      created_at: now(),
    });
    expect((await acme.backend.get(ledger)).body.data[0]).toEqual(created.body);
  });

  it('may stand on the tenant’s own word', async () => {
    const earlier = now(-DAY);
    const created = await acme.backend.post(ledger, {
      type: 'check_in',
      status: 'no_show',
      member_id: memberId,
      occurred_at: earlier,
    });
    expect(created).toMatchObject({
      status: 201,
      body: { type: 'check_in', status: 'no_show', member_id: memberId, occurred_at: earlier },
    });
    for (const absent of ['amount_minor', 'currency', 'scan_id', 'device_id', 'reference'])
      expect(created.body).not.toHaveProperty(absent);
    expect((await acme.backend.post(ledger, { type: 'access', member_id: NOWHERE })).status).toBe(404);
  });

  it('uses a scan up for good', async () => {
    const { scanId } = await recognise();
    expect((await acme.backend.post(ledger, { type: 'access', scan_id: scanId })).status).toBe(201);
    expect(await acme.backend.post(ledger, { type: 'access', scan_id: scanId })).toMatchObject(notUsable);
  });

  it('is written once when two tills bring the same scan at the same moment', async () => {
    const { scanId } = await recognise();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => acme.backend.post(ledger, { type: 'payment', scan_id: scanId })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it('does not hang on a scan that is old, unknown, blocked, not of the person, or another person’s', async () => {
    const old = await recognise();
    gateway.time.advance(5 * MINUTE);
    const barely = await acme.backend.post(ledger, { type: 'access', scan_id: (await recognise()).scanId });
    expect(barely.status).toBe(201);
    gateway.time.advance(1);
    const gone = await enlist();
    const ofTheGone = await recognise({ memberId: gone });
    await acme.backend.delete(`/v1/projects/${acme.projectId}/members/${gone}`);
    const theirs = await recognise({ memberId: await enlist(other) }, other);
    const unfit = [
      old,
      theirs,
      ofTheGone,
      await recognise({ result: 'not_matched', memberId: null }),
      await recognise({ result: 'ambiguous' }),
      await recognise({ operation: 'enroll' }),
      await recognise({ verdict: 'block' }),
    ].map((scan) => scan.scanId);
    const words = new Set<string>();
    for (const scan_id of [...unfit, NOWHERE]) {
      const refused = await acme.backend.post(ledger, { type: 'access', scan_id });
      expect(refused).toMatchObject(notUsable);
      words.add(refused.text.replace(/"request_id":"[^"]*"/, ''));
    }
    expect(words.size).toBe(1);
    const fresh = await recognise();
    expect(
      await acme.backend.post(ledger, { type: 'access', scan_id: fresh.scanId, member_id: await enlist() }),
    ).toMatchObject(notUsable);
  });

  it.each([
    ['without a type', {}, 'type'],
    ['of an unknown type', { type: 'gift' }, 'type'],
    ['with an amount that is negative', { type: 'payment', amount_minor: -1, currency: 'EUR' }, 'amount_minor'],
    ['with half a cent', { type: 'payment', amount_minor: 0.5, currency: 'EUR' }, 'amount_minor'],
    ['with an amount of no currency', { type: 'payment', amount_minor: 100 }, 'currency'],
    ['with a currency and no amount', { type: 'payment', currency: 'EUR' }, 'amount_minor'],
    ['in a currency that is none', { type: 'payment', amount_minor: 1, currency: 'eur' }, 'currency'],
    ['of tomorrow', { type: 'custom', occurred_at: '2999-01-01T00:00:00Z' }, 'occurred_at'],
    ['with a status of many words', { type: 'custom', status: 'All Good' }, 'status'],
    ['with metadata in metadata', { type: 'custom', metadata: { a: [] } }, 'metadata'],
    ['at a device of its choice', { type: 'custom', device_id: NOWHERE }, 'device_id'],
  ])('%s is refused', async (_, body, field) => {
    expect(await acme.backend.post(ledger, body)).toMatchObject({
      status: 400,
      body: { error: { code: 'validation_error', field } },
    });
  });
});

describe('at the terminal', () => {
  const send = async (body: object) => {
    const key = await openKey(terminal.memory.read().private_jwk);
    const line = new HttpTransport({ origin: gateway.url, key, now: Date.now });
    return line.send({
      path: '/v1/terminal/transactions',
      body,
      accessToken: await terminal.client.token(),
      timeoutMs: 5_000,
    });
  };

  it('a transaction hangs on a scan of this terminal', async () => {
    const { scanId } = await recognise({ deviceId: terminal.deviceId, source: 'terminal' });
    const made = await send({ type: 'payment', amount_minor: 300, currency: 'JPY', scan_id: scanId });
    expect(made).toMatchObject({ type: 'payment', device_id: terminal.deviceId, scan_id: scanId, amount_minor: 300 });
    expect(ids(await acme.backend.get(ledger))).toContain((made as { transaction_id: string }).transaction_id);
    await expect(send({ type: 'payment', scan_id: scanId })).rejects.toMatchObject({
      status: 409,
      code: 'scan_not_usable',
    });
  });

  it('and on no other', async () => {
    for (const deviceId of [null, NOWHERE]) {
      const { scanId } = await recognise({ deviceId });
      await expect(send({ type: 'access', scan_id: scanId })).rejects.toMatchObject({
        status: 409,
        code: 'scan_not_usable',
      });
    }
    await expect(send({ type: 'access' })).rejects.toMatchObject({ status: 400 });
    await expect(send({ type: 'access', scan_id: NOWHERE, member_id: memberId })).rejects.toMatchObject({
      status: 400,
    });
    expect(
      (await acme.backend.post('/v1/terminal/transactions', { type: 'access', scan_id: NOWHERE })).body.error.code,
    ).toBe('terminal_required');
  });
});

describe('the ledger', () => {
  let shop: Tenant;
  let path: string;

  /** Three at a time share their moment, so that every edge of a page or a batch cuts through equals. */
  const fill = (count: number, padding = 0, of = shop) =>
    gateway.database.query(
      `INSERT INTO transactions (transaction_id, organization_id, project_id, type, status, amount_minor, currency, reference, metadata, occurred_at, created_at)
       SELECT gen_random_uuid(), $1, $2, 'payment', 'completed', n, 'EUR', 'r-' || n, jsonb_build_object('note', 'line "' || n || '", more' || repeat('.', $5::int)),
              $3::timestamptz - make_interval(secs => n / 3), $3::timestamptz FROM generate_series(1, $4::int) n`,
      [of.organizationId, of.projectId, now(), count, padding],
    );

  beforeAll(async () => {
    shop = await openTenant(gateway, 'shop');
    path = `/v1/projects/${shop.projectId}/transactions`;
    await fill(4_500);
  });

  it('is read whole up to 10,000, or by pages in the same order', async () => {
    const whole = await shop.backend.get(path);
    expect(whole.body).toMatchObject({ total: 4500, has_more: false });
    expect(whole.body.data).toHaveLength(4500);
    const met: string[] = [];
    for (let cursor = ''; met.length < 500;) {
      const page = await shop.backend.get(`${path}?per_page=100${cursor}`);
      met.push(...ids(page));
      cursor = `&cursor=${page.body.next_cursor}`;
    }
    expect(met).toEqual(ids(whole).slice(0, 500));
  });

  it('is the same by number anywhere: in the middle, at the end, past it', async () => {
    const whole = ids(await shop.backend.get(path));
    for (const [number, perPage] of [
      [2, 100],
      [31, 77],
      [45, 100],
      [59, 77],
      [46, 100],
      [1_000, 100],
    ] as const) {
      const page = await shop.backend.get(`${path}?page=${number}&per_page=${perPage}`);
      expect(ids(page)).toEqual(whole.slice((number - 1) * perPage, number * perPage));
      const has_more = number * perPage < whole.length;
      expect(page.body).toMatchObject({ page: number, total: whole.length, has_more });
      expect(page.body.next_cursor === null).toBe(!has_more);
    }
  });

  it('shows an exact total on every page of a walk, also of what came meanwhile', async () => {
    const till = await openTenant(gateway, 'till');
    await fill(40, 0, till);
    const page = (query: string) =>
      till.backend.get(`/v1/projects/${till.projectId}/transactions?per_page=10${query}`).then(({ body }) => body);
    const first = await page('');
    await fill(1, 0, till);
    const second = await page(`&cursor=${first.next_cursor}`);
    expect([first.total, second.total]).toEqual([40, 41]);
  });

  it('that is longer than can be counted says so on every page, and is counted anew for another span', async () => {
    const wholesale = await openTenant(gateway, 'wholesale');
    await fill(100_010, 0, wholesale);
    const page = async (query: string) =>
      (await wholesale.backend.get(`/v1/projects/${wholesale.projectId}/transactions?per_page=10${query}`)).body;
    const first = await page('');
    const second = await page(`&cursor=${first.next_cursor}`);
    for (const { total, total_capped } of [first, second, await page(`&cursor=${second.next_cursor}`)])
      expect({ total, total_capped }).toEqual({ total: 100_000, total_capped: true });
    expect(second.data[0].amount_minor).toBeGreaterThan(first.data[0].amount_minor);
    const deepest = await page('&page=10000');
    expect(deepest).toMatchObject({ total: 100_000, total_capped: true, has_more: true });
    expect(deepest.data).toHaveLength(10);
    const narrow = await page(`&start=${now(-10_000)}&cursor=${first.next_cursor}`);
    expect(narrow).toMatchObject({ total: 32, has_more: true });
    expect(narrow.total_capped).toBeUndefined();
  });

  it('covers a span by when things occurred', async () => {
    const span = `start=${now(-10_000)}&end=${now(-5_000)}`;
    const list = await shop.backend.get(`${path}?${span}`);
    const times = list.body.data.map((row: { occurred_at: string }) => row.occurred_at);
    expect(times).toHaveLength(15);
    expect(times.every((time: string) => time >= now(-10_000) && time < now(-5_000))).toBe(true);
    expect((await shop.backend.get(`${path}?start=${now()}&end=${now()}`)).body.error.field).toBe('end');
    expect((await shop.backend.get(`${path}?order=asc`)).status).toBe(400);
  });

  it('goes home as CSV: the same rows in the same order, quoted so that they come back the same', async () => {
    const whole = (await shop.backend.get(path)).body.data;
    const csv = await shop.backend.get(`${path}/export.csv`);
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(csv.headers.get('content-disposition')).toMatch(
      /^attachment; filename="transactions_[0-9-]+_[0-9-]+\.csv"$/,
    );
    const [header, ...records] = readCsv(csv.text);
    const read = records.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i]])));
    const listed = whole.map((row: Record<string, unknown>) => ({
      ...Object.fromEntries(header!.map((name) => [name, String((row[name] as string | null) ?? '')])),
      metadata: JSON.stringify(row.metadata),
    }));
    expect(read).toEqual(listed);
  });

  it('goes home by the span that the list covers', async () => {
    const span = `start=${now(-10_000)}&end=${now(-5_000)}`;
    const [, ...records] = readCsv((await shop.backend.get(`${path}/export.csv?${span}`)).text);
    expect(records.map(([id]) => id)).toEqual(ids(await shop.backend.get(`${path}?${span}`)));
    expect(await shop.backend.get(`${path}/export.csv?per_page=10`)).toMatchObject({
      status: 400,
      body: { error: { field: 'per_page' } },
    });
    expect((await shop.backend.get(`${path}/export.csv?end=${now(-100 * DAY)}`)).text.split('\r\n')).toHaveLength(2);
  });

  it('does not run as a formula', async () => {
    await acme.backend.post(ledger, { type: 'custom', reference: '=HYPERLINK("http://evil.example","click")' });
    const { text } = await acme.backend.get(`${ledger}/export.csv`);
    expect(text).toContain(`,"'=HYPERLINK(""http://evil.example"",""click"")",`);
  });

  it('that breaks on the way does not look whole', async () => {
    await fill(15_000, 1_000); // more than sockets hold
    const response = await fetch(`${gateway.url}${path}/export.csv`, { headers: shop.backend.headers });
    const reader = response.body!.getReader();
    await reader.read();
    await gateway.database.query('ALTER TABLE transactions RENAME TO transactions_away');
    try {
      const toTheEnd = async () => {
        while (!(await reader.read()).done);
      };
      await expect(toTheEnd()).rejects.toThrow();
    } finally {
      await gateway.database.query('ALTER TABLE transactions_away RENAME TO transactions');
    }
  });
});

describe('who may', () => {
  const bare = (text: string) => text.replace(/"request_id":"[^"]*"/, '');

  it('a caller from another tenant gets the same answer for existing and missing ledger as of none at all', async () => {
    const calls = (projectId: string) =>
      [
        ['GET', `/v1/projects/${projectId}/transactions`],
        ['GET', `/v1/projects/${projectId}/transactions/export.csv`],
        ['POST', `/v1/projects/${projectId}/transactions`, { type: 'access' }],
      ] as const;
    for (const [i, [method, path, body]] of calls(acme.projectId).entries()) {
      const seen = await other.backend.send(method, path, body);
      const unseen = await other.backend.send(method, calls(NOWHERE)[i]![1], body);
      expect(seen.status).toBe(404);
      expect(bare(seen.text)).toBe(bare(unseen.text));
    }
  });

  it('people read, keys write, each within its scope', async () => {
    const owner = await gateway.person('acme-owner');
    expect((await owner.get(ledger)).status).toBe(200);
    expect((await owner.get(`${ledger}/export.csv`)).status).toBe(200);
    expect(await owner.post(ledger, { type: 'access' })).toMatchObject({
      status: 403,
      body: { error: { code: 'api_key_required' } },
    });
    const { key } = (
      await owner.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'reader', scopes: ['transactions:read'] })
    ).body;
    const reader = owner.keyed(key);
    expect((await reader.get(`${ledger}/export.csv`)).status).toBe(200);
    expect(await reader.post(ledger, { type: 'access' })).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_scope' } },
    });
  });
});

/** RFC 4180, and nothing more forgiving. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let record: string[] = []; field.lastIndex < text.length;) {
    const match = field.exec(text);
    if (!match) throw new Error('not CSV');
    record.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}
