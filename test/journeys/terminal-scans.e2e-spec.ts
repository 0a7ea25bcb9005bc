/** Scans of a terminal: taken one by one, at the time of their captures, and what a terminal goes on from when it lost count. */
import { startTestGateway } from '../support/test-gateway.js';
import { type PairedTerminal, pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ALICE = 'alice:left';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let terminal: PairedTerminal;
let alice: string;
let counter = 0;
let named = 0;

const project = () => `/v1/projects/${acme.projectId}`;
const before = (ms: number) => new Date(gateway.time.unixMs() - ms).toISOString();
const millisOf = (time: string) => Date.parse(time);

async function scanOf(more: object = {}, palm = ALICE): Promise<Record<string, unknown>> {
  const name = ++named;
  return { scan_ref: `s-${name}`, counter: ++counter, capture: await synthetic(palm, String(name)), ...more };
}

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  terminal = await pairTerminal(gateway, acme);
  alice = (await acme.backend.post(`${project()}/members`, { display_name: 'Alice' })).body.member_id;
  const captures = await Promise.all(['a', 'b', 'c'].map((take) => synthetic(ALICE, take)));
  const enrolled = await acme.backend.post(`${project()}/enroll`, { member_id: alice, hand: 'left', captures });
  expect(enrolled.status).toBe(201);
  gateway.time.advance(40 * DAY_MS); // the device is old enough for every claim
  await terminal.signIn();
}, 60_000);
afterAll(() => gateway?.close());

const scanResult = async (scanId: unknown) => (await acme.backend.get(`/v1/scan-results/${scanId as string}`)).body;

describe('a batch of scans', () => {
  it('takes every scan beside one with a bad value, whatever the value is', async () => {
    const good = await scanOf();
    const last = await scanOf();
    const bad = await Promise.all(
      [
        { counter: 'seven' },
        { counter: 2 ** 60 },
        { capture: null },
        { offline: 'yes' },
        { captured_at: '2026-02-30' },
      ].map((fault) => scanOf(fault)),
    );
    const items = [good, ...bad, null, 7, 'text', [], { scan_ref: 'x'.repeat(101) }, { scan_ref: 'n\u0000l' }, last];
    const { status, body } = await terminal.scans(items as object[]);
    expect(status).toBe(200);
    const states = body.results.map(({ status }: { status: string }) => status);
    expect(states).toEqual(['matched', ...new Array<string>(items.length - 2).fill('invalid'), 'matched']);
    expect(body.results[1]).toMatchObject({
      ...{ scan_ref: bad[0]!.scan_ref, counter: null, scan_id: null, matched: false },
      error: { code: 'validation_error', field: 'counter', message: expect.any(String) },
    });
    expect(body.last_counter).toBe(last.counter);
  });

  it('ignores fields that only a newer app knows', async () => {
    const scan = await scanOf({ sensor_mood: 'good' });
    const capture = { ...(scan.capture as object), lens: 2 };
    const { body } = await terminal.send('/v1/terminal/scans', { scans: [{ ...scan, capture }], firmware: 9 });
    expect(body.results[0]).toMatchObject({ status: 'matched', verdict: null });
  });

  it('defers what it has no time for, and takes it when it is sent again', async () => {
    const scans = await Promise.all(Array.from({ length: 3 }, () => scanOf()));
    const sent = terminal.scans(scans);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const ticking = setInterval(() => gateway.time.advance(3_000), 10);
    const { body } = await sent.finally(() => clearInterval(ticking));
    const deferred = body.results.filter(({ status }: { status: string }) => status === 'deferred');
    expect(deferred.length).toBeGreaterThan(0);
    expect(deferred[0]).toMatchObject({ scan_id: null, error: { code: 'deferred' } });
    const again = await terminal.scans(scans);
    expect(again.body.results.map(({ status }: { status: string }) => status)).toEqual([
      'matched',
      'matched',
      'matched',
    ]);
  });

  it('gives the last counter to a terminal that lost its count', async () => {
    const first = await scanOf();
    await terminal.scans([first]);
    const used = { ...(await scanOf()), counter: first.counter };
    const { body } = await terminal.scans([used]);
    const expected = { code: 'counter_conflict', details: { last_counter: first.counter } };
    expect(body.results[0]).toMatchObject({ status: 'counter_conflict', scan_id: null, error: expected });
    const next = { ...used, counter: body.results[0].error.details.last_counter + 1 };
    counter = next.counter;
    expect((await terminal.scans([next])).body).toMatchObject({
      results: [{ status: 'matched' }],
      last_counter: next.counter,
    });
  });
});

describe('the time of a scan', () => {
  it('is the arrival minus the age, whatever the clock says', async () => {
    const { body } = await terminal.scans([
      await scanOf({ offline: true, age_ms: 2 * HOUR_MS, captured_at: before(9 * DAY_MS) }),
    ]);
    const scan = await scanResult(body.results[0].scan_id);
    expect(Math.abs(millisOf(scan.captured_at) - millisOf(before(2 * HOUR_MS)))).toBeLessThan(MINUTE_MS);
    expect(scan).not.toHaveProperty('claimed_captured_at');
    expect(scan.signals.clock_untrusted).toBe(false);
  });

  it.each([
    ['in the future', -6 * MINUTE_MS],
    ['older than thirty days', 31 * DAY_MS],
    ['before the device was registered', 365 * DAY_MS],
  ])('is kept beside the arrival when it is %s', async (_when, agoMs) => {
    const claimed = before(agoMs);
    const { body } = await terminal.scans([await scanOf({ offline: true, captured_at: claimed })]);
    const scan = await scanResult(body.results[0].scan_id);
    expect(scan).toMatchObject({ claimed_captured_at: claimed, signals: { clock_untrusted: true } });
    expect(Math.abs(millisOf(scan.captured_at) - millisOf(scan.created_at))).toBeLessThan(MINUTE_MS);
  });

  it('finds a scan of ten days ago under its own day', async () => {
    const day = before(10 * DAY_MS);
    const { body } = await terminal.scans([await scanOf({ offline: true, captured_at: day })]);
    const scanId = body.results[0].scan_id;
    const span = `start=${before(10 * DAY_MS + HOUR_MS)}&end=${before(10 * DAY_MS - HOUR_MS)}`;
    for (const path of [`${project()}/scan-results`, `${project()}/members/${alice}/scan-results`]) {
      const idsBy = async (by: string) =>
        (await acme.backend.get(`${path}?${span}&by=${by}`)).body.data.map((row: { scan_id: string }) => row.scan_id);
      expect(await idsBy('captured_at')).toEqual([scanId]);
      expect(await idsBy('created_at')).toEqual([]);
    }
    const summary = (await acme.backend.get(`${project()}/members/${alice}/summary?by=captured_at`)).body;
    expect(summary.first_scan_at < summary.last_scan_at).toBe(true);
    const unknown = await acme.backend.get(`${project()}/scan-results?by=updated_at`);
    expect([unknown.status, unknown.body.error.field]).toEqual([400, 'by']);
  });

  it('orders pages by the time that was asked for', async () => {
    const times: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await acme.backend.get(`${project()}/scan-results?by=captured_at&per_page=10${cursor}`);
      times.push(...body.data.map((row: { captured_at: string }) => row.captured_at));
      if (!body.has_more) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('rules', () => {
  const addRule = async (name: string, conditions: object, verdict: string) =>
    (await gateway.person('acme-owner')).post(`${project()}/rules`, {
      ...{ name, status: 'live', conditions: { operator: 'AND', rules: [conditions] } },
      action: { verdict, side_effects: [] },
    });

  it('judge a scan whose clock cannot be right at both times, and the stricter verdict counts', async () => {
    gateway.time.advance(DAY_MS - (gateway.time.unixMs() % DAY_MS) + 12.5 * HOUR_MS); // past noon: the claim is of the night
    await terminal.signIn();
    const night = new Date(gateway.time.unixMs() + 15 * HOUR_MS).toISOString();
    const rule = await addRule('night', { field: 'time.hour', operator: 'equals', value: 3 }, 'block');
    const noon = await addRule('noon', { field: 'time.hour', operator: 'equals', value: 12 }, 'challenge');
    expect([rule.status, noon.status]).toEqual([201, 201]);
    const { body } = await terminal.scans([
      await scanOf({ offline: true, captured_at: night }),
      await scanOf({ offline: true }),
      await scanOf({ captured_at: night }),
    ]);
    const verdicts = body.results.map(({ verdict }: { verdict: string }) => verdict);
    expect(verdicts).toEqual(['block', 'challenge', 'challenge']); // live, it happened now
    expect((await scanResult(body.results[0].scan_id)).matched_rule_id).toBe(rule.body.rule_id);
    for (const { rule_id } of [rule.body, noon.body]) await acme.backend.delete(`${project()}/rules/${rule_id}`);
  });
});

describe('a payment', () => {
  it('needs a capture of the last five minutes, however late it arrives', async () => {
    const { body } = await terminal.scans([
      await scanOf({ offline: true, age_ms: 4 * MINUTE_MS }),
      await scanOf({ offline: true, age_ms: 6 * MINUTE_MS }),
      await scanOf({ offline: true, captured_at: before(-DAY_MS) }),
    ]);
    const pay = async (scan_id: string) =>
      (await terminal.send('/v1/terminal/transactions', { type: 'payment', scan_id })).body.error?.code ?? 'paid';
    const outcomes = [];
    for (const { scan_id } of body.results) outcomes.push(await pay(scan_id));
    expect(outcomes).toEqual(['paid', 'scan_not_usable', 'scan_not_usable']);
  });
});

describe('refusals of a terminal', () => {
  it('carry their code in a header, and a nonce can be had without one', async () => {
    const nonce = await fetch(`${gateway.url}/v1/terminal/nonce`);
    expect(nonce.status).toBe(200);
    expect(await nonce.json()).toEqual({ server_time: expect.stringMatching(/Z$/) });
    terminal.nonce = nonce.headers.get('dpop-nonce');
    expect((await (await terminal.prepare('/v1/terminal/poll', { wait_s: 0 }))()).status).toBe(200);
    const bare = await fetch(`${gateway.url}/v1/terminal/poll`, { method: 'POST' });
    expect([bare.status, bare.headers.get('thenar-error')]).toEqual([401, 'unauthenticated']);
    const wrong = await terminal.poll({ wait_s: 99 });
    expect([wrong.status, wrong.headers.get('thenar-error')]).toEqual([400, 'validation_error']);
    const tenant = await acme.backend.get(`${project()}/scan-results?by=never`);
    expect(tenant.headers.get('thenar-error')).toBeNull();
  });
});
