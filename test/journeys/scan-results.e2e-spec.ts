/** A tenant looks back: what was scanned, who was known, and why. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { recordScan } from '../support/scans.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const NOWHERE = '01890000-0000-7000-8000-000000000000';
const DEVICE = '01890000-0000-7000-8000-00000000d001';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const VECTORS = join(import.meta.dirname, '../../../shared/vectors/hostile-inputs.json');

let gateway: TestGateway;
let acme: Tenant;
let other: Tenant;
let live: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  other = await openTenant(gateway, 'other');
  live = await openTenant(gateway, 'live', 'production');
});
afterAll(() => gateway.close());

const list = (query = '', tenant = acme) => tenant.backend.get(`/v1/projects/${tenant.projectId}/scan-results${query}`);
const ids = (answer: { body: { data: { scan_id: string }[] } }) => answer.body.data.map((scan) => scan.scan_id);
const now = (offsetMs = 0) => new Date(gateway.time.unixMs() + offsetMs).toISOString();
/** Time passes in these journeys: a token of an hour ago is no good. */
const ownerOf = (name: string) => gateway.person(`${name}-owner`);
const enlist = async (tenant = acme) =>
  (await tenant.backend.post(`/v1/projects/${tenant.projectId}/members`, {})).body.member_id as string;

describe('scan results', () => {
  it('stand in the list in the very millisecond of the scan, newest first', async () => {
    const first = await recordScan(gateway, acme);
    gateway.time.advance(1);
    const second = await recordScan(gateway, acme);
    expect(ids(await list())).toEqual([second.scanId, first.scanId]);
  });

  it('name the member only where an identify found the person', async () => {
    const memberId = await enlist();
    const named = await recordScan(gateway, acme, {
      result: 'matched',
      memberId,
      confidence: 0.99999,
      verdict: 'allow',
    });
    const silent = [
      await recordScan(gateway, acme, { result: 'ambiguous', memberId }),
      await recordScan(gateway, acme, { operation: 'verify', result: 'matched', memberId }),
      await recordScan(gateway, acme, { operation: 'enroll', result: 'matched', memberId }),
      await recordScan(gateway, acme, { operation: 'enroll', result: 'duplicate', memberId }),
    ];
    const { body } = await list();
    const shown = new Map(body.data.map((scan: { scan_id: string }) => [scan.scan_id, scan]));
    expect(shown.get(named.scanId)).toMatchObject({ member_id: memberId, confidence: 0.99999, verdict: 'allow' });
    for (const scan of silent) expect(shown.get(scan.scanId)).not.toHaveProperty('member_id');
    expect(ids(await list(`?member_id=${memberId}`))).toEqual([named.scanId]);
  });

  it('say what there is and leave out what there is not', async () => {
    const scan = await recordScan(gateway, acme, {
      source: 'terminal',
      deviceId: DEVICE,
      sourceIp: '192.0.2.7',
      offline: true,
      quality: null,
    });
    const read = await acme.backend.get(`/v1/scan-results/${scan.scanId}`);
    expect(read).toMatchObject({ status: 200 });
    expect(read.body).toEqual({
      scan_id: scan.scanId,
      operation: 'identify',
      result: 'not_matched',
      device_id: DEVICE,
      hand: 'left',
      quality: null,
      verdict: null,
      matched_rule_id: null,
      device: null,
      site: null,
      signals: {},
      source: 'terminal',
      source_ip: '192.0.2.7',
      offline: true,
      demo: false,
      captured_at: now(),
      created_at: now(),
    });
  });

  it('are found by what was done, how it ended, where, and how it was judged', async () => {
    gateway.time.advance(DAY);
    const start = `start=${now()}`;
    const device = '01890000-0000-7000-8000-00000000d002';
    const blocked = await recordScan(gateway, acme, { verdict: 'block', deviceId: device });
    const verified = await recordScan(gateway, acme, { operation: 'verify', result: 'matched', verdict: 'allow' });
    const poor = await recordScan(gateway, acme, { operation: 'enroll', result: 'low_quality' });
    expect(ids(await list(`?${start}&verdict=block`))).toEqual([blocked.scanId]);
    expect(ids(await list(`?${start}&device_id=${device}`))).toEqual([blocked.scanId]);
    expect(ids(await list(`?${start}&operation=verify`))).toEqual([verified.scanId]);
    expect(ids(await list(`?${start}&result=low_quality`))).toEqual([poor.scanId]);
    expect(ids(await list(`?${start}&operation=verify&result=low_quality`))).toEqual([]);
    for (const query of [
      'operation=look',
      'result=maybe',
      'verdict=none',
      'device_id=7',
      'member_id=me',
      'label=correct',
    ])
      expect(await list(`?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'validation_error' } } });
  });

  it('cover the last 30 days, or the span asked for, its end left out', async () => {
    const tenant = await openTenant(gateway, 'spans');
    const old = await recordScan(gateway, tenant);
    const oldAt = now();
    gateway.time.advance(30 * DAY);
    expect(ids(await list('', tenant))).toEqual([old.scanId]);
    gateway.time.advance(1);
    const young = await recordScan(gateway, tenant);
    expect(ids(await list('', tenant))).toEqual([young.scanId]);
    expect(ids(await list(`?start=${oldAt}`, tenant))).toEqual([young.scanId, old.scanId]);
    expect(ids(await list(`?start=${oldAt}&end=${now()}`, tenant))).toEqual([old.scanId]);
    expect(ids(await list(`?end=${now()}`, tenant))).toEqual([]);
    expect(ids(await list(`?start=${now()}`, tenant))).toEqual([young.scanId]);
    for (const span of [`start=${now()}&end=${now()}`, `start=${now()}&end=${oldAt}`])
      expect(await list(`?${span}`, tenant)).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_error', field: 'end' } },
      });
  });
});

describe('pages', () => {
  let crowd: Tenant;
  let everyone: string[];

  beforeAll(async () => {
    crowd = await openTenant(gateway, 'crowd');
    for (let i = 0; i < 35; i++) {
      if (i % 12 === 0) gateway.time.advance(1); // twelve at a time share their created_at: every page edge cuts through them
      await recordScan(gateway, crowd);
    }
    everyone = ids(await list('?per_page=10000', crowd));
  });

  it('by cursor meet every row once, whatever was added meanwhile', async () => {
    const met: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await list(`?per_page=10${cursor ? `&cursor=${cursor}` : ''}`, crowd);
      expect(page.body).toMatchObject({ page: cursor ? null : 1, per_page: 10 });
      met.push(...ids(page));
      cursor = page.body.next_cursor;
      if (!page.body.has_more) break;
      gateway.time.advance(1);
      await recordScan(gateway, crowd);
    }
    expect(met).toEqual(everyone);
    expect(new Set(met).size).toBe(35);
  });

  it('by number show the same order', async () => {
    const current = ids(await list('?per_page=10000', crowd));
    const second = await list('?per_page=10&page=2', crowd);
    expect(second.body).toMatchObject({ page: 2, total: current.length, has_more: true });
    expect(ids(second)).toEqual(current.slice(10, 20));
    expect(ids(await list('?page=1', crowd))).toEqual(current.slice(0, 20)); // 20 unless asked otherwise
    const last = await list('?per_page=10&page=99', crowd);
    expect(last.body).toMatchObject({ data: [], has_more: false, next_cursor: null });
  });

  it('deeper than 100,000 rows are reached by cursor only', async () => {
    expect((await list('?per_page=10000&page=10', crowd)).status).toBe(200);
    const refused = await list('?per_page=10000&page=11', crowd);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'page_too_deep' } } });
  });

  it('open with a cursor of this list only', async () => {
    const { next_cursor: theirs } = (await list('?per_page=10', crowd)).body;
    expect(await list(`?cursor=${theirs}`)).toMatchObject({ status: 400, body: { error: { field: 'cursor' } } });
    expect(await list(`?cursor=${theirs}&page=1`, crowd)).toMatchObject({
      status: 400,
      body: { error: { field: 'cursor' } },
    });
  });
});

const vectors: { id: string; query: string; expect: { status: number[] } }[] = existsSync(VECTORS)
  ? JSON.parse(readFileSync(VECTORS, 'utf8')).pagination_attacks
  : [];
const asked = vectors.filter(({ query }) => !/^(two rows|session_id=)/.test(query)); // those are journeys of their own

(asked.length > 0 ? describe : describe.skip)('hostile pages (../shared/vectors absent: skipped)', () => {
  beforeAll(async () => {
    for (let i = 0; i < 11; i++) await recordScan(gateway, acme);
  });

  it.each(asked.map((vector) => [vector.id, vector] as const))(
    '%s is answered as it should',
    async (_, { query, expect: wanted }) => {
      const { next_cursor: cursor } = (await list('?per_page=10')).body;
      const flipped = `${cursor.slice(0, -2)}${cursor.at(-2) === 'A' ? 'B' : 'A'}${cursor.at(-1)}`;
      const answer = await list(`?${query.replace('{{cursor.flip}}', flipped)}`);
      expect(wanted.status).toContain(answer.status);
    },
  );
});

describe('one scan result', () => {
  const gates = [
    { gate: 'quality', outcome: 'passed', input: 0.81, threshold: 0.4 },
    { gate: 'threshold', outcome: 'passed', threshold: 0.37, score: 0.257 },
    { gate: 'margin', outcome: 'failed', margin: 0.113 },
  ];

  it.each(['sandbox', 'production'])(
    'is explained gate by gate without any number of the comparison in a %s',
    async (mode) => {
      const tenant = mode === 'sandbox' ? acme : live;
      const scan = await recordScan(gateway, tenant, { result: 'matched', trace: { gates, probe: [1, 2, 3] } });
      const explained = await tenant.backend.get(`/v1/scan-results/${scan.scanId}/explain`);
      expect(explained.body.gates).toEqual([
        { gate: 'quality', outcome: 'passed', input: 0.81, explanation: 'Passed.' },
        { gate: 'match', outcome: 'passed', explanation: 'The palm is like an enrolled one.' },
        { gate: 'unambiguous', outcome: 'failed', explanation: 'It is like the palms of several members.' },
      ]);
      for (const raw of ['0.257', '0.113', '0.37', 'probe']) expect(explained.text).not.toContain(raw);
    },
  );

  it('is labelled by a person, and only from the state that was read', async () => {
    const scan = await recordScan(gateway, acme);
    const at = `/v1/scan-results/${scan.scanId}`;
    const tag = (await acme.backend.get(at)).headers.get('etag')!;
    const owner = await ownerOf('acme');
    const labelled = await owner.with({ 'If-Match': tag }).patch(at, { label: 'missed' });
    expect(labelled).toMatchObject({ status: 200, body: { scan_id: scan.scanId, label: 'missed' } });
    expect(await owner.with({ 'If-Match': tag }).patch(at, { label: 'correct' })).toMatchObject({ status: 412 });
    expect((await acme.backend.get(at)).body.label).toBe('missed');
    expect((await acme.backend.patch(at, { label: null })).body).not.toHaveProperty('label');
    for (const body of [{}, { label: 'fine' }, { label: 'correct', result: 'matched' }])
      expect((await acme.backend.patch(at, body)).status).toBe(400);
  });

  it('is labelled once when two people are at it', async () => {
    const scan = await recordScan(gateway, acme);
    const at = `/v1/scan-results/${scan.scanId}`;
    const tag = (await acme.backend.get(at)).headers.get('etag')!;
    const owner = (await ownerOf('acme')).with({ 'If-Match': tag });
    const labels = ['correct', 'wrong_person', 'missed'];
    const answers = await Promise.all(labels.map((label) => owner.patch(at, { label })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412]);
  });
});

describe('a member’s past', () => {
  it('is every scan about the person, and their sum', async () => {
    const memberId = await enlist();
    const at = `/v1/projects/${acme.projectId}/members/${memberId}`;
    expect((await acme.backend.get(`${at}/summary`)).body).toEqual({
      first_scan_at: null,
      last_scan_at: null,
      scan_count: 0,
      devices: [],
      lists: [],
    });
    const first = now();
    const enrolled = await recordScan(gateway, acme, {
      operation: 'enroll',
      result: 'matched',
      memberId,
      deviceId: DEVICE,
    });
    gateway.time.advance(40 * DAY);
    const known = await recordScan(gateway, acme, { result: 'matched', memberId, deviceId: DEVICE });
    gateway.time.advance(MINUTE);
    const refused = await recordScan(gateway, acme, { operation: 'verify', memberId });
    await recordScan(gateway, acme, { result: 'matched', memberId: await enlist() });
    const visits = await acme.backend.get(`${at}/scan-results`);
    expect(ids(visits)).toEqual([refused.scanId, known.scanId, enrolled.scanId]);
    expect(visits.body.total).toBe(3);
    expect(ids(await acme.backend.get(`${at}/scan-results?end=${now()}&per_page=10`))).toEqual([
      known.scanId,
      enrolled.scanId,
    ]);
    expect((await acme.backend.get(`${at}/summary`)).body).toEqual({
      first_scan_at: first,
      last_scan_at: now(),
      scan_count: 3,
      devices: [{ device_id: DEVICE, scan_count: 2, last_scan_at: now(-MINUTE) }],
      lists: [],
    });
  });

  it('stays under the bare id when the member is gone', async () => {
    const memberId = await enlist();
    const scan = await recordScan(gateway, acme, { result: 'matched', memberId });
    await acme.backend.delete(`/v1/projects/${acme.projectId}/members/${memberId}`);
    expect(ids(await list(`?member_id=${memberId}`))).toEqual([scan.scanId]);
    expect((await acme.backend.get(`/v1/projects/${acme.projectId}/members/${memberId}/scan-results`)).status).toBe(
      404,
    );
    expect((await acme.backend.get(`/v1/projects/${acme.projectId}/members/${memberId}/summary`)).status).toBe(404);
  });
});

describe('who may', () => {
  const bare = (text: string) => text.replace(/"request_id":"[^"]*"/, '');

  it('a caller from another tenant gets the same answer for existing and missing scans as of none at all', async () => {
    const memberId = await enlist();
    const { scanId } = await recordScan(gateway, acme, { result: 'matched', memberId });
    const calls = (projectId: string, scan: string, member: string) =>
      [
        ['GET', `/v1/projects/${projectId}/scan-results`],
        ['GET', `/v1/scan-results/${scan}`],
        ['GET', `/v1/scan-results/${scan}/explain`],
        ['PATCH', `/v1/scan-results/${scan}`, { label: 'correct' }],
        ['GET', `/v1/projects/${projectId}/members/${member}/scan-results`],
        ['GET', `/v1/projects/${projectId}/members/${member}/summary`],
      ] as const;
    for (const [i, [method, path, body]] of calls(acme.projectId, scanId, memberId).entries()) {
      const [, elsewhere, same] = calls(NOWHERE, NOWHERE, NOWHERE)[i]!;
      for (const outsider of [other.backend, await ownerOf('other')]) {
        const seen = await outsider.send(method, path, body);
        const unseen = await outsider.send(method, elsewhere, same);
        expect(seen.status).toBe(404);
        expect(bare(seen.text)).toBe(bare(unseen.text));
      }
    }
    expect(ids(await list(`?member_id=${memberId}`, other))).toEqual([]);
    expect((await acme.backend.get(`/v1/scan-results/${scanId}`)).body).not.toHaveProperty('label');
  });

  it('a key for another project of the organization sees none of it', async () => {
    const { scanId } = await recordScan(gateway, acme);
    const owner = await ownerOf('acme');
    const sibling = await owner.post(`/v1/organizations/${acme.organizationId}/projects`, {
      name: 'sibling',
      environment_id: acme.environmentId,
    });
    const { key } = (await owner.post(`/v1/projects/${sibling.body.project_id}/api-keys`, { name: 'sibling' })).body;
    expect((await owner.keyed(key).get(`/v1/scan-results/${scanId}`)).status).toBe(404);
    expect((await owner.get(`/v1/scan-results/${scanId}`)).status).toBe(200);
  });

  it('a viewer reads and does not label', async () => {
    const { scanId } = await recordScan(gateway, acme);
    const viewer = await gateway.person('looker');
    await viewer.get('/v1/organizations');
    const owner = await ownerOf('acme');
    await owner.post(`/v1/organizations/${acme.organizationId}/users`, { uid: 'looker', role: 'viewer' });
    expect((await viewer.get(`/v1/scan-results/${scanId}/explain`)).status).toBe(200);
    const refused = await viewer.patch(`/v1/scan-results/${scanId}`, { label: 'correct' });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'admin_required' } } });
  });
});

describe('months', () => {
  const months = async () =>
    (
      await gateway.database.query<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'scan_results'::regclass`,
      )
    )
      .map((row) => row.name.replace('scan_results_', ''))
      .sort();
  const until = async (reached: () => Promise<boolean>) => {
    for (let tries = 0; tries < 100 && !(await reached()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await reached()).toBe(true);
  };

  it('are there before they are needed, and go whole when they are old enough', async () => {
    const own = await startTestGateway({ fakeClock: true, env: { THENAR_SCAN_RETENTION_MONTHS: '2' } });
    const here = gateway;
    gateway = own;
    try {
      expect(await months()).toEqual(['2026_11', '2026_12', '2027_01', 'rest']);
      const tenant = await openTenant(own);
      const november = await recordScan(own, tenant);
      const february = '01890000-0000-7000-8000-0000000000fb';
      await own.database.query(
        // from a gateway whose clock ran ahead: its month is not there yet
        `INSERT INTO scan_results SELECT (jsonb_populate_record(s, '{"scan_id": "${february}", "created_at": "2027-02-14T00:00:00Z"}')).*
         FROM scan_results s WHERE scan_id = $1`,
        [november.scanId],
      );
      own.time.advance(95 * DAY);
      await until(async () => (await months()).includes('2027_04'));
      await until(async () => !(await months()).includes('2026_11'));
      expect(await months()).toEqual(['2026_12', '2027_01', '2027_02', '2027_03', '2027_04', 'rest']);
      expect((await tenant.backend.get(`/v1/scan-results/${november.scanId}`)).status).toBe(404);
      expect((await tenant.backend.get(`/v1/scan-results/${february}`)).status).toBe(200);
      expect(await own.database.query('SELECT 1 FROM scan_results_rest')).toEqual([]);
    } finally {
      gateway = here;
      await own.close();
    }
  });
});
