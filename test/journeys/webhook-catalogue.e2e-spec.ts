/** A backend developer reads which events there are, subscribes to all of them, brings a secret, and recovers what was missed. */
import { randomBytes } from 'node:crypto';
import { Ajv } from 'ajv';
import { Webhook } from 'standardwebhooks';
import { closeReceivers, emit, eventually, openReceiver, type Receiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

interface EventTypeBody {
  type: string;
  description: string;
  extended: boolean;
  schema: { properties: { data: object } };
  example: object;
}

let gateway: TestGateway;
let acme: Tenant;
let project: string;
let receiver: Receiver;
const ajv = new Ajv({ strict: false, validateFormats: false });

beforeAll(async () => {
  gateway = await startTestGateway({ env: { WEBHOOK_ALLOW_LOCALHOST: 'on' } });
  acme = await openTenant(gateway);
  project = `/v1/projects/${acme.projectId}`;
  receiver = await openReceiver();
});
afterAll(async () => {
  await closeReceivers();
  await gateway.close();
});

afterEach(async () => {
  for (const { webhook_id } of (await acme.backend.get(`${project}/webhooks`)).body.data)
    await acme.backend.delete(`${project}/webhooks/${webhook_id}`);
});

const typesOf = async (): Promise<EventTypeBody[]> => (await acme.backend.get('/v1/event-types')).body.data;
const subscribe = (body: object) => acme.backend.post(`${project}/webhooks`, { url: receiver.url, ...body });

it('every event type has a description, a schema and an example that keeps it', async () => {
  const types = await typesOf();
  expect(types.length).toBeGreaterThan(15);
  for (const { description, schema, example } of types) {
    expect(description).toMatch(/^[A-Z].+\.$/);
    expect(ajv.validate(schema, example) || ajv.errors).toBe(true);
  }
});

it('a webhook without event types gets all that its project can have, and a refusal lists them', async () => {
  const plain = await subscribe({});
  expect(plain).toMatchObject({ status: 201, body: { event_types: ['enrollment.completed', 'demo.scan.success'] } });
  const refused = await subscribe({ event_types: ['scan.identified'] });
  expect(refused).toMatchObject({
    status: 400,
    body: {
      error: {
        code: 'unknown_event_type',
        details: {
          event_types: ['enrollment.completed', 'demo.scan.success'],
          extended_by: 'settings.extended_events',
        },
      },
    },
  });
});

it('what is sent keeps the schema of its type', async () => {
  await acme.owner.patch(project, { settings: { extended_events: true } });
  const { event_types } = (await subscribe({})).body;
  const types = await typesOf();
  expect(event_types).toEqual(
    expect.arrayContaining(types.flatMap(({ type }) => (type === 'webhook.test' ? [] : [type]))),
  );

  const palm = (take: number, name = 'ada') => ({ sandbox_palm: `${name}:left`, take });
  const { member_id } = (await acme.backend.post(`${project}/members`, { display_name: 'Ada' })).body;
  await acme.backend.patch(`${project}/members/${member_id}`, { tags: ['driver'] });
  await acme.backend.post(`${project}/enroll`, { member_id, hand: 'left', captures: [1, 2, 3].map((n) => palm(n)) });
  await acme.backend.post(`${project}/identify`, { capture: palm(4) });
  await acme.backend.post(`${project}/identify`, { capture: palm(1, 'bob') });
  const list = { name: 'drivers', type: 'member' };
  const { list_id } = (await acme.backend.post(`${project}/lists`, list)).body;
  await acme.backend.patch(`${project}/lists/${list_id}/entries`, { add: [member_id] });
  await acme.backend.delete(`${project}/members/${member_id}`);

  await receiver.until(7);
  const sent = receiver.received.map(({ event }) => event);
  expect(sent.map(({ type }) => type).sort()).toEqual([
    'enrollment.completed',
    'list.updated',
    'member.created',
    'member.deleted',
    'member.updated',
    'scan.identified',
    'scan.rejected',
  ]);
  for (const event of sent) {
    const { schema } = types.find(({ type }) => type === event.type)!;
    const { data } = schema.properties;
    const exact = { ...schema, properties: { ...schema.properties, data: { ...data, additionalProperties: false } } };
    expect(ajv.validate(exact, event) || { event, errors: ajv.errors }).toBe(true);
  }
  expect(sent.find(({ type }) => type === 'member.updated')!.data.fields).toEqual(['tags']);
});

it('a secret of the tenant’s own signs; one that is short, long or no base64 is refused', async () => {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const { secret: shown } = (await subscribe({ secret, event_types: ['enrollment.completed'] })).body;
  expect(shown).toBe(secret);
  const before = receiver.received.length;
  await emit(gateway, acme);
  await receiver.until(before + 1);
  const { body, headers } = receiver.received.at(-1)!;
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  const bytes = (n: number) => `whsec_${randomBytes(n).toString('base64')}`;
  for (const wrong of [
    bytes(23),
    bytes(65),
    'whsec_',
    'whsec_????',
    randomBytes(32).toString('base64'),
    bytes(32).slice(0, -1),
  ])
    expect(await subscribe({ secret: wrong })).toMatchObject({ status: 400, body: { error: { field: 'secret' } } });
});

it('recover sends each failed event once more, and neither those that arrived nor those before the moment', async () => {
  const { webhook_id } = (await subscribe({ event_types: ['enrollment.completed'] })).body;
  const hook = `${project}/webhooks/${webhook_id}`;
  const before = receiver.received.length;
  const events = [await emit(gateway, acme), await emit(gateway, acme), await emit(gateway, acme)];
  await receiver.until(before + 3);
  const deliveries = async () => (await acme.backend.get(`${hook}/deliveries`)).body.data;
  await eventually(async () => (await deliveries()).every(({ status }: { status: string }) => status === 'success'));
  const [old, failed] = events;
  await gateway.database.query(`UPDATE webhook_deliveries SET status = 'failed' WHERE event_id = ANY ($1)`, [
    [old, failed],
  ]);
  await gateway.database.query(
    `UPDATE webhook_deliveries SET created_at = created_at - interval '1 day' WHERE event_id = $1`,
    [old],
  );
  const since = new Date(Date.now() - 3_600_000).toISOString();
  expect(await acme.backend.post(`${hook}/recover`, { since })).toMatchObject({ status: 202, body: { recovering: 1 } });
  await receiver.until(before + 4);
  expect(receiver.received.at(-1)!.event.event_id).toBe(failed);
  await eventually(async () =>
    (await deliveries()).some(
      (row: { replayed_from: string | null; status: string }) => row.replayed_from !== null && row.status === 'success',
    ),
  );
  expect((await acme.backend.post(`${hook}/recover`, { since })).body).toEqual({ recovering: 0 });
  expect((await acme.backend.post(`${hook}/recover`, { since: 'yesterday' })).status).toBe(400);
  expect((await acme.backend.post(`${hook}/recover`, {})).status).toBe(400);
});
