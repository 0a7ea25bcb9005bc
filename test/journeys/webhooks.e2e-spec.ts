/** A tenant subscribes to events, edits the subscription, and is the only one who can. */
import { randomUUID } from 'node:crypto';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { closeReceivers, openReceiver, type Receiver } from '../support/receiver.js';
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
const extended = (on: boolean) =>
  acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: { extended_events: on } });

describe('a webhook subscription', () => {
  it('is listed among those that work, or among those that are paused', async () => {
    const [on, off] = [await subscribe(), await subscribe({ enabled: false })];
    const listed = async (query: string) =>
      (await acme.backend.get(`${hooks}${query}`)).body.data.map((one: { webhook_id: string }) => one.webhook_id);
    expect(await listed('?enabled=true')).toEqual([on.webhook_id]);
    expect(await listed('?enabled=false')).toEqual([off.webhook_id]);
    expect(await listed('')).toEqual([off.webhook_id, on.webhook_id]);
    expect((await acme.backend.get(`${hooks}?enabled=perhaps`)).status).toBe(400);
  });

  it('shows its secret in the answer to its creation and nowhere else', async () => {
    const { secret, ...webhook } = await subscribe({ description: 'till' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({
      project_id: acme.projectId,
      url: receiver.url,
      event_types: ['enrollment.completed'],
      enabled: true,
      disabled_reason: null,
      filters: {},
      description: 'till',
      last_delivery_at: null,
      success_rate_24h: null,
    });
    const list = await acme.backend.get(hooks);
    expect(list.body).toMatchObject({ total: 1, data: [webhook] });
    const got = await acme.backend.get(`${hooks}/${webhook.webhook_id}`);
    expect(got.body).toEqual(webhook);
    expect(list.text + got.text).not.toContain('whsec_');
    const kept = await gateway.database.query('SELECT * FROM webhook_secrets');
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6));
    expect(kept.some(({ sealed }) => (sealed as Buffer).includes(Buffer.from(secret.slice(6), 'base64')))).toBe(false);
  });

  it('takes the events of the allow-list; the others only with extended events', async () => {
    const types = ['enrollment.completed', 'rule.matched'];
    const refused = await acme.backend.post(hooks, { url: receiver.url, event_types: types });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: 'unknown_event_type', field: 'event_types' } },
    });
    await extended(true);
    const { webhook_id } = await subscribe({ event_types: types });
    const nobodys = await acme.backend.patch(`${hooks}/${webhook_id}`, { event_types: ['webhook.test'] });
    expect(nobodys).toMatchObject({ status: 400, body: { error: { code: 'unknown_event_type' } } });
    await extended(false);
  });

  it('is edited by those who saw its newest state', async () => {
    const { webhook_id } = await subscribe({ filters: { verdict: ['block'] } });
    const path = `${hooks}/${webhook_id}`;
    const etag = (await acme.backend.get(path)).headers.get('etag')!;
    const edited = await acme.backend
      .with({ 'If-Match': etag })
      .patch(path, { description: 'new', filters: null, enabled: false });
    expect(edited).toMatchObject({ status: 200, body: { description: 'new', filters: {}, enabled: false } });
    const late = await acme.backend.with({ 'If-Match': etag }).patch(path, { description: 'late' });
    expect(late).toMatchObject({ status: 412, body: { error: { code: 'precondition_failed' } } });
  });

  it('is nobody else’s business', async () => {
    const { webhook_id } = await subscribe();
    const other = await openTenant(gateway, 'other');
    const foreign = await other.backend.get(`${hooks}/${webhook_id}`);
    const misplaced = await other.backend.get(`/v1/projects/${other.projectId}/webhooks/${webhook_id}`);
    const nowhere = await other.backend.get(`${hooks}/${randomUUID()}`);
    for (const refused of [foreign, misplaced, nowhere]) expect(refused.status).toBe(404);
    for (const act of ['test', 'diagnose', `deliveries/${randomUUID()}/replay`])
      expect((await other.backend.post(`${hooks}/${webhook_id}/${act}`)).status).toBe(404);
  });

  it('is repeated by its Idempotency-Key without its secret', async () => {
    const once = acme.backend.with({ 'Idempotency-Key': randomUUID() });
    const wanted = { url: receiver.url, event_types: ['enrollment.completed'] };
    const { body: first } = await once.post(hooks, wanted);
    const again = await once.post(hooks, wanted);
    expect(again).toMatchObject({ status: 201, body: { webhook_id: first.webhook_id, secret_already_shown: true } });
    expect(again.text).not.toContain('whsec_');
  });
});
