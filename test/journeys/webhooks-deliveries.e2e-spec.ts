/** What a tenant's receiver gets: signed events, on record, sent again on request; and a diagnosis when it gets none. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Webhook } from 'standardwebhooks';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { closeReceivers, emit, eventually, openReceiver, type Received, type Receiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let receiver: Receiver;
let hooks: string;

beforeAll(async () => {
  gateway = await startTestGateway({ env: { WEBHOOK_ALLOW_LOCALHOST: 'on' } });
  acme = await openTenant(gateway);
  hooks = `/v1/projects/${acme.projectId}/webhooks`;
});
afterAll(() => gateway.close());
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  for (const { webhook_id } of (await acme.owner.get(hooks)).body.data)
    await acme.owner.delete(`${hooks}/${webhook_id}`);
  await closeReceivers();
});

const subscribe = async (more: object = {}) => {
  const created = await acme.backend.post(hooks, { url: receiver.url, event_types: ['enrollment.completed'], ...more });
  expect(created.status).toBe(201);
  return created.body;
};
const verify = (secret: string, { body, headers }: Received) => new Webhook(secret).verify(body, headers);
const extended = (on: boolean) =>
  acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: { extended_events: on } });

describe('an event', () => {
  it('arrives signed by Standard Webhooks, thin, and is on record with its phases', async () => {
    const { webhook_id, secret } = await subscribe();
    const eventId = await emit(gateway, acme, 'enrollment.completed', { enrollment_id: 'e1' });
    await receiver.until(1);
    const [got] = receiver.received;
    expect(verify(secret, got)).toEqual(JSON.parse(got.body));
    expect(got.headers['webhook-id']).toBe(eventId);
    expect(got.event).toMatchObject({
      event_id: eventId,
      type: 'enrollment.completed',
      timestamp: expect.any(String),
      project_id: acme.projectId,
      data: { event_type: 'enrollment.completed', enrollment_id: 'e1' },
    });
    expect(() => verify(secret, { ...got, body: got.body.replace('e1', 'e2') })).toThrow();

    const deliveries = () => acme.backend.get(`${hooks}/${webhook_id}/deliveries`);
    await eventually(async () => (await deliveries()).body.data[0]?.status === 'success');
    const [delivery] = (await deliveries()).body.data;
    expect(delivery).toMatchObject({
      event_id: eventId,
      attempt_count: 1,
      last_status_code: 200,
      next_attempt_at: null,
    });
    const attempts = await acme.backend.get(`${hooks}/${webhook_id}/deliveries/${delivery.delivery_id}/attempts`);
    expect(attempts.body.data).toEqual([
      expect.objectContaining({
        number: 1,
        status_code: 200,
        resolved_ip: '127.0.0.1',
        error_code: null,
        phases: {
          dns_ms: expect.any(Number),
          connect_ms: expect.any(Number),
          tls_ms: null,
          ttfb_ms: expect.any(Number),
        },
      }),
    ]);
    const { body } = await acme.backend.get(`${hooks}/${webhook_id}`);
    expect(body).toMatchObject({ success_rate_24h: 1, last_delivery_at: expect.any(String) });
  });

  it('also sends a scan whose picture was refused', async () => {
    await extended(true);
    await subscribe({ event_types: ['scan.rejected'] });
    const dark = await sharp({ create: { width: 128, height: 128, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    const capture = { image: dark.toString('base64'), kind: 'roi', hand: 'left' };
    const refused = await acme.backend.post(`/v1/projects/${acme.projectId}/identify`, { capture });
    expect(refused.status).toBe(422);
    await receiver.until(1);
    expect(receiver.received[0]!.event.data).toMatchObject({ result: 'low_quality', member_id: null });
    await extended(false);
  });

  it('goes to the webhooks that want it, and to no other project', async () => {
    await extended(true);
    const all = await subscribe({ event_types: ['scan.identified'], url: `${receiver.url}/all` });
    const device_id = randomUUID();
    const rule_id = randomUUID();
    await subscribe({
      event_types: ['scan.identified'],
      url: `${receiver.url}/blocked`,
      filters: { verdict: ['block', 'challenge'] },
    });
    await subscribe({ event_types: ['scan.identified'], url: `${receiver.url}/device`, filters: { device_id } });
    await subscribe({
      event_types: ['scan.identified'],
      url: `${receiver.url}/rule`,
      filters: { rule_id, verdict: ['block'] },
    });
    await subscribe({ event_types: ['scan.identified'], url: `${receiver.url}/off`, enabled: false });
    await subscribe({ event_types: ['enrollment.completed'], url: `${receiver.url}/type` });
    await emit(gateway, acme, 'scan.identified', { verdict: 'allow', device_id, n: 1 });
    await emit(gateway, acme, 'scan.identified', { verdict: 'block', matched_rule_id: rule_id, n: 2 });
    await emit(gateway, acme, 'scan.identified', { n: 3 });
    await emit(gateway, await openTenant(gateway, 'neighbour'), 'scan.identified', { n: 4 });
    await receiver.until(6);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const seen = receiver.received.map(({ path, event }) => `${path.slice(6)} ${String(event.data.n)}`).sort();
    expect(seen).toEqual(['all 1', 'all 2', 'all 3', 'blocked 2', 'device 1', 'rule 2']);
    await extended(false);
    await emit(gateway, acme, 'scan.identified', { n: 5 });
    await emit(gateway, acme);
    await receiver.until(7);
    expect(receiver.received.at(-1)!.event.type).toBe('enrollment.completed');
    expect(all.webhook_id).toBeDefined();
  });

  it('is signed by both secrets while one follows the other', async () => {
    const { webhook_id, secret } = await subscribe();
    const rotated = await acme.backend.post(`${hooks}/${webhook_id}/rotate-secret`, { grace_s: 60 });
    expect(rotated).toMatchObject({
      status: 200,
      body: { webhook_id, previous_secret_expires_at: expect.any(String) },
    });
    await emit(gateway, acme);
    await receiver.until(1);
    verify(secret, receiver.received[0]);
    verify(rotated.body.secret, receiver.received[0]);
    const last = await acme.backend.post(`${hooks}/${webhook_id}/rotate-secret`, { grace_s: 0 });
    await emit(gateway, acme);
    await receiver.until(2);
    verify(last.body.secret, receiver.received[1]);
    for (const old of [secret, rotated.body.secret]) expect(() => verify(old, receiver.received[1])).toThrow();
  });

  it('is sent again on request, as a delivery of its own with the same bytes', async () => {
    const { webhook_id } = await subscribe();
    await emit(gateway, acme);
    await receiver.until(1);
    const path = `${hooks}/${webhook_id}/deliveries`;
    const [first] = (await acme.backend.get(path)).body.data;
    const replayed = await acme.backend.post(`${path}/${first.delivery_id}/replay`);
    expect(replayed).toMatchObject({
      status: 201,
      body: { event_id: first.event_id, replayed_from: first.delivery_id, status: 'pending' },
    });
    await receiver.until(2);
    const [one, two] = receiver.received;
    expect(two.body).toBe(one.body);
    expect(two.headers['webhook-id']).toBe(one.headers['webhook-id']);
    expect((await acme.backend.get(path)).body).toMatchObject({ total: 2 });
  });

  it('is kept from a deleted webhook', async () => {
    receiver.answers({ status: 500 });
    const { webhook_id } = await subscribe();
    await emit(gateway, acme);
    await receiver.until(1);
    expect(await acme.backend.delete(`${hooks}/${webhook_id}`)).toMatchObject({ status: 200, body: { deleted: true } });
    expect((await acme.backend.get(`${hooks}/${webhook_id}/deliveries`)).status).toBe(404);
    await emit(gateway, acme);
    const [row] = await gateway.database.query<{ n: string }>(
      `SELECT count(*) AS n FROM webhook_lanes WHERE webhook_id = $1 AND wake_at IS NOT NULL`,
      [webhook_id],
    );
    expect(Number(row.n)).toBe(0);
  });
});

describe('the record of deliveries', () => {
  it('is paged and filtered', async () => {
    receiver.answers((_, n) => ({ status: n % 3 === 0 ? 500 : 200 }));
    const { webhook_id } = await subscribe();
    for (let i = 0; i < 12; i++) await emit(gateway, acme);
    await receiver.until(12);
    const list = (query: string) => acme.backend.get(`${hooks}/${webhook_id}/deliveries?${query}`);
    await eventually(async () => (await list('status=pending')).body.total === 4);
    expect((await list('status=success')).body.total).toBe(8);
    const page = (await list('per_page=10')).body;
    expect(page).toMatchObject({ total: 12, has_more: true });
    const rest = (await list(`per_page=10&cursor=${page.next_cursor}`)).body;
    const ids = [...page.data, ...rest.data].map(({ delivery_id }: { delivery_id: string }) => delivery_id);
    expect(new Set(ids).size).toBe(12);
    expect((await list(`end=${new Date(Date.now() - 60_000).toISOString()}`)).body.total).toBe(0);
    for (const bad of [
      'per_page=9',
      'per_page=1001',
      'status=lost',
      'start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z',
    ])
      expect((await list(bad)).status).toBe(400);
  });

  it('returns hostile answers safely, as far as 100 KB', async () => {
    receiver.answers({
      status: 200,
      headers: { 'X-Odd': 'a, b' },
      body: `\u001b[31m<script>\u0000${'x'.repeat(200_000)}`,
    });
    const { webhook_id } = await subscribe();
    const sent = await acme.backend.post(`${hooks}/${webhook_id}/test`);
    await eventually(
      async () => (await acme.backend.get(`${hooks}/${webhook_id}/deliveries`)).body.data[0].status === 'success',
    );
    const attempts = await acme.backend.get(`${hooks}/${webhook_id}/deliveries/${sent.body.delivery_id}/attempts`);
    const [attempt] = attempts.body.data;
    expect(attempt.response_body.slice(0, 14)).toBe('\u001b[31m<script>\u0000');
    expect(attempt.response_body).toHaveLength(102_400);
    expect(attempt).toMatchObject({ response_truncated: true, response_headers: { 'x-odd': 'a, b' } });
    expect(attempts.text).toContain('\\u001b[31m<script>\\u0000');
  });
});

describe('a test event', () => {
  it('goes to a webhook that is still switched off', async () => {
    const { webhook_id, secret } = await subscribe({ enabled: false });
    const sent = await acme.backend.post(`${hooks}/${webhook_id}/test`);
    expect(sent).toMatchObject({ status: 202, body: { test_id: expect.any(String), event_id: expect.any(String) } });
    await receiver.until(1);
    expect(verify(secret, receiver.received[0])).toMatchObject({
      event_id: sent.body.event_id,
      type: 'webhook.test',
      data: { event_type: 'webhook.test', test_id: sent.body.test_id },
    });
  });
});

describe('a diagnosis', () => {
  it('sees a receiver that checks signatures, and one that does not', async () => {
    const { webhook_id, secret } = await subscribe();
    const careless = await acme.backend.post(`${hooks}/${webhook_id}/diagnose`);
    expect(careless).toMatchObject({ status: 200, body: { ok: true, failed_step: null, signature_verified: false } });
    receiver.answers((received) => {
      try {
        verify(secret, received);
        return { status: 200 };
      } catch {
        return { status: 401 };
      }
    });
    const careful = await acme.backend.post(`${hooks}/${webhook_id}/diagnose`);
    expect(careful.body).toMatchObject({ ok: true, signature_verified: true, status_code: 200 });
    expect(careful.body.steps.map(({ step }: { step: string }) => step)).toEqual([
      'dns',
      'address',
      'tcp',
      'tls',
      'answer',
      'signature',
    ]);
    const { headers, body } = careful.body.sent;
    expect(verify(secret, { headers, body } as Received)).toMatchObject({ type: 'webhook.test' });
  });

  it('names the step that fails', async () => {
    const { webhook_id } = await subscribe();
    receiver.answers({ status: 503 });
    const answer = await acme.backend.post(`${hooks}/${webhook_id}/diagnose`);
    expect(answer.body).toMatchObject({ ok: false, failed_step: 'answer', status_code: 503 });
    await receiver.close();
    const tcp = await acme.backend.post(`${hooks}/${webhook_id}/diagnose`);
    expect(tcp.body).toMatchObject({ ok: false, failed_step: 'tcp' });
    expect(tcp.body.steps.at(-1)).toMatchObject({ step: 'tcp', ok: false, message: 'Nobody listens on that port.' });
  });
});
