/** A receiver that fails: when it is tried again, when it is given up, and when it is left alone. */
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { closeReceivers, emit, eventually, openReceiver, type Receiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let gateway: TestGateway;
let acme: Tenant;
let receiver: Receiver;
let hook: string;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true, env: { WEBHOOK_ALLOW_LOCALHOST: 'on' } });
});
afterAll(() => gateway.close());
let tenants = 0;
beforeEach(async () => {
  receiver = await openReceiver();
  acme = await openTenant(gateway, `acme${++tenants}`);
  await acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: { extended_events: true } });
  hook = await subscribe(receiver, ['enrollment.completed']);
});
afterEach(async () => {
  await acme.backend.delete(hook);
  await closeReceivers();
});

async function subscribe(to: Receiver, event_types: string[]): Promise<string> {
  const { body } = await acme.backend.post(`/v1/projects/${acme.projectId}/webhooks`, { url: to.url, event_types });
  return `/v1/projects/${acme.projectId}/webhooks/${body.webhook_id}`;
}
const deliveries = async () => (await acme.backend.get(`${hook}/deliveries`)).body.data;
/** The newest delivery as the database has it: asked often. */
const newest = async () => {
  const [row] = await gateway.database.query<{ status: string; attempt_count: number; next_attempt_at: Date | null }>(
    `SELECT status, attempt_count, next_attempt_at FROM webhook_deliveries WHERE webhook_id = $1
     ORDER BY created_at DESC, delivery_id DESC LIMIT 1`,
    [hook.split('/').at(-1)],
  );
  return row;
};
const enabled = async () => {
  const [row] = await gateway.database.query<{ enabled: boolean }>(
    'SELECT enabled FROM webhooks WHERE webhook_id = $1',
    [hook.split('/').at(-1)],
  );
  return row.enabled;
};
const recorded = (attempts: number) =>
  eventually(async () => {
    const row = await newest();
    return row?.attempt_count === attempts || `${row?.attempt_count} of ${attempts} attempts are on record`;
  });
const waitOf = async () => (await newest()).next_attempt_at!.getTime() - gateway.time.unixMs();
/** Moves to the next attempt and waits until it is on record. */
const again = async (attempts: number) => {
  gateway.time.advance(await waitOf());
  await recorded(attempts);
};

describe('a delivery that fails', () => {
  it('is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, then daily, with the same bytes, for 14 days', async () => {
    receiver.answers({ status: 500 });
    const begun = gateway.time.unixMs();
    await acme.backend.post(`${hook}/test`);
    await recorded(1);
    const waits = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR];
    let attempts = 1;
    for (let last = begun; ; attempts++) {
      if ((await newest()).status !== 'pending') break;
      const waitMs = await waitOf();
      const wait = waitMs / (waits[attempts - 1] ?? DAY);
      expect(wait).toBeGreaterThanOrEqual(0.9);
      expect(wait).toBeLessThanOrEqual(1.1);
      last += waitMs;
      expect(last - begun).toBeLessThan(14 * DAY);
      await again(attempts + 1);
    }
    const [given] = await deliveries();
    expect(given).toMatchObject({
      status: 'failed',
      next_attempt_at: null,
      last_status_code: 500,
      completed_at: expect.any(String),
    });
    expect(gateway.time.unixMs() - begun).toBeGreaterThan(12 * DAY);
    expect(attempts).toBeGreaterThanOrEqual(18);
    expect(attempts).toBeLessThanOrEqual(22);
    expect(receiver.received).toHaveLength(attempts);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const stamps = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    const { body } = await acme.backend.get(`${hook}/deliveries/${given.delivery_id}/attempts`);
    expect(body.data.map(({ number }: { number: number }) => number)).toEqual(
      Array.from({ length: attempts }, (_, i) => i + 1),
    );
    expect(body.data[0]).toMatchObject({
      status_code: 500,
      error_code: 'status_not_2xx',
      error_message: 'The receiver answered 500.',
    });
    expect((await acme.backend.get(hook)).body).toMatchObject({ enabled: true, success_rate_24h: 0 });
  }, 20_000);

  it('waits as long as the receiver asks, up to a day', async () => {
    receiver.answers((_, n) => ({
      status: 503,
      headers: { 'Retry-After': ['120', 'Wed, 25 Nov 2099 12:00:00 GMT', '99999999', '1', 'soon'][n - 1] },
    }));
    await emit(gateway, acme);
    await recorded(1);
    expect(await waitOf()).toBe(120 * SECOND);
    await again(2);
    expect(await waitOf()).toBe(DAY);
    await again(3);
    expect(await waitOf()).toBe(DAY);
    await again(4);
    expect(await waitOf()).toBeGreaterThan(HOUR); // the schedule's own wait is longer
    await again(5);
    expect(await waitOf()).toBeGreaterThan(4 * HOUR);
  });

  it('succeeds when the receiver is back, and the endpoint is as good as new', async () => {
    receiver.answers((_, n) => ({ status: n < 3 ? 502 : 204 }));
    await emit(gateway, acme);
    await recorded(1);
    await again(2);
    await again(3);
    expect((await deliveries())[0]).toMatchObject({ status: 'success', attempt_count: 3, last_status_code: 204 });
    const [lane] = await gateway.database.query('SELECT failing_since FROM webhook_lanes WHERE webhook_id = $1', [
      hook.split('/').at(-1),
    ]);
    expect(lane).toEqual({ failing_since: null });
  });

  it.each([
    [
      'a redirect',
      { status: 302, headers: { Location: 'http://127.0.0.1:1/' } },
      { last_status_code: 302, last_error: 'redirect_not_followed' },
    ],
    ['a client error', { status: 404 }, { last_status_code: 404, last_error: 'status_not_2xx' }],
  ])('may fail by %s', async (_, reply, seen) => {
    receiver.answers(reply);
    await emit(gateway, acme);
    await recorded(1);
    expect((await deliveries())[0]).toMatchObject({ status: 'pending', ...seen });
    expect(receiver.received).toHaveLength(1);
  });

  it('is cut off after 15 s', async () => {
    receiver.answers('hang');
    await emit(gateway, acme);
    await receiver.until(1);
    gateway.time.advance(14 * SECOND);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await deliveries())[0].attempt_count).toBe(0);
    gateway.time.advance(1 * SECOND);
    await recorded(1);
    expect((await deliveries())[0]).toMatchObject({ status: 'pending', last_status_code: null, last_error: 'timeout' });
  });
});

describe('an endpoint', () => {
  it('that answers 410 is disabled, and the project hears of it', async () => {
    const watcher = await openReceiver();
    await subscribe(watcher, ['webhook.disabled']);
    receiver.answers({ status: 410 });
    await emit(gateway, acme);
    await recorded(1);
    expect((await deliveries())[0]).toMatchObject({ status: 'failed', last_error: 'gone' });
    await watcher.until(1);
    const webhook_id = hook.split('/').at(-1);
    expect(watcher.received[0].event).toMatchObject({ type: 'webhook.disabled', data: { webhook_id, reason: 'gone' } });
    expect((await acme.backend.get(hook)).body).toMatchObject({ enabled: false, disabled_reason: 'gone' });
  });

  it('that fails for 5 days is disabled; what is pending is held back until it is enabled again', async () => {
    const watcher = await openReceiver();
    await subscribe(watcher, ['webhook.disabled']);
    receiver.answers({ status: 500 });
    const begun = gateway.time.unixMs();
    await emit(gateway, acme);
    await recorded(1);
    let attempts = 1;
    while (gateway.time.unixMs() - begun < 5 * DAY) await again(++attempts);
    await eventually(async () => !(await enabled()));
    const days = (gateway.time.unixMs() - begun) / DAY;
    expect(days).toBeGreaterThanOrEqual(5);
    expect(days).toBeLessThan(6.2);
    expect((await acme.backend.get(hook)).body).toMatchObject({ disabled_reason: 'failing' });
    await watcher.until(1);
    expect(watcher.received[0].event.data).toMatchObject({ reason: 'failing' });

    gateway.time.advance(2 * DAY);
    await emit(gateway, acme);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.received).toHaveLength(attempts);
    receiver.answers({ status: 200 });
    expect((await acme.backend.patch(hook, { enabled: true })).body).toMatchObject({
      enabled: true,
      disabled_reason: null,
    });
    await receiver.until(attempts + 1);
    await eventually(async () => (await newest()).status === 'success');
  }, 15_000);

  it('is never disabled for test events, whatever it answers to them', async () => {
    receiver.answers({ status: 410 });
    await acme.backend.post(`${hook}/test`);
    await recorded(1);
    expect((await deliveries())[0]).toMatchObject({ status: 'failed' });
    receiver.answers({ status: 500 });
    await acme.backend.post(`${hook}/test`);
    await recorded(1);
    gateway.time.advance(6 * DAY);
    await recorded(2);
    expect((await acme.backend.get(hook)).body).toMatchObject({ enabled: true });
  });

  it('keeps held-back deliveries no longer than failing ones', async () => {
    receiver.answers({ status: 500 });
    await emit(gateway, acme);
    await recorded(1);
    await acme.backend.patch(hook, { enabled: false });
    gateway.time.advance(14 * DAY + HOUR);
    await eventually(async () => (await newest()).status === 'failed');
    const start = new Date(gateway.time.unixMs() - 20 * DAY).toISOString();
    const { body } = await acme.backend.get(`${hook}/deliveries?start=${start}`);
    expect(body.data[0]).toMatchObject({ status: 'failed', attempt_count: 1, next_attempt_at: null });
  });
});
