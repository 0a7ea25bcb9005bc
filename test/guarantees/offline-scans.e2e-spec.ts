/** Scans kept while a terminal was offline, sent twice in any order: each counts once, whatever its clock said. */
import { jest } from '@jest/globals';
import { startTestGateway } from '../support/test-gateway.js';
import { type PairedTerminal, pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** The whole form is `npm run test:races`. */
const full = process.env.THENAR_TEST_RACES !== undefined;
const SCANS = full ? 10_000 : 60;
const BATCH = 20;
if (full) jest.setTimeout(3_600_000);

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let terminal: PairedTerminal;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  terminal = await pairTerminal(gateway, acme);
  // of someone who is known: a terminal whose scans keep failing is slowed down
  const path = `/v1/projects/${acme.projectId}`;
  const { member_id } = (await acme.backend.post(`${path}/members`, {})).body;
  const captures = await Promise.all(['a', 'b', 'c'].map((n) => synthetic('offline:left', n)));
  expect((await acme.backend.post(`${path}/enroll`, { member_id, hand: 'left', captures })).status).toBe(201);
}, 60_000);
afterAll(() => gateway?.close());

/** The same order in every run. */
function shuffled<T>(items: readonly T[]): T[] {
  let seed = 7;
  const keyed = items.map((item) => [(seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31), item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

const results = async (): Promise<{ total: number; data: { captured_at: string; offline: boolean }[] }> =>
  (await acme.backend.get(`/v1/projects/${acme.projectId}/scan-results?operation=identify&per_page=100`)).body;

it(`${SCANS} scans, each sent twice in shuffled batches, make ${SCANS} results`, async () => {
  const capture = await synthetic('offline:left', '1');
  const scans = Array.from({ length: SCANS }, (_, i) => ({
    ...{ scan_ref: `scan-${i}`, counter: i + 1, capture, offline: true },
    captured_at: i % 2 === 0 ? '1999-12-31T23:59:59.000Z' : new Date(Date.now() - 3_600_000).toISOString(),
  }));
  const twice = shuffled([...scans, ...scans]);
  const answers = new Map<string, string>();
  for (let i = 0; i < twice.length; i += BATCH) {
    const { status, body } = await terminal.scans(twice.slice(i, i + BATCH));
    expect(status).toBe(200);
    for (const { scan_ref, scan_id } of body.results as { scan_ref: string; scan_id: string }[]) {
      expect(scan_id).toEqual(expect.any(String));
      expect(answers.get(scan_ref) ?? scan_id).toBe(scan_id);
      answers.set(scan_ref, scan_id);
    }
  }
  const { total, data } = await results();
  expect([answers.size, new Set(answers.values()).size, total]).toEqual([SCANS, SCANS, SCANS]);
  expect(data.every(({ offline }) => offline)).toBe(true);
  // a clock of the last century is not believed
  expect(data.filter(({ captured_at }) => captured_at.startsWith('1999'))).toEqual([]);
});

it('a counter that was used for another scan is refused', async () => {
  const capture = await synthetic('offline:left', '2');
  const { body } = await terminal.scans([{ scan_ref: 'another', counter: 1, capture, offline: true }]);
  expect(body.results[0]).toMatchObject({ status: 'counter_conflict', scan_id: null, matched: false });
});
