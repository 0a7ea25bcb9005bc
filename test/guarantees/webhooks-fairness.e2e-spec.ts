/** Laws of webhook delivery: nobody waits for a dead neighbour, nobody is flooded, nothing is lost or sent twice without need. */
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { closeReceivers, emit, eventually, openReceiver, type Receiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const env = { WEBHOOK_ALLOW_LOCALHOST: 'on' };
let gateway: TestGateway & { keysFolder: string };
let acme: Tenant;
let hooks: string;
let tenants = 0;

beforeAll(async () => {
  gateway = await startTestGateway({ env });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  acme = await openTenant(gateway, `acme${++tenants}`);
  hooks = `/v1/projects/${acme.projectId}/webhooks`;
});
afterEach(async () => {
  for (const { webhook_id } of (await acme.backend.get(hooks)).body.data)
    await acme.backend.delete(`${hooks}/${webhook_id}`);
  await closeReceivers();
});

const subscribe = async (receiver: Receiver): Promise<string> => {
  const { body } = await acme.backend.post(hooks, { url: receiver.url, event_types: ['enrollment.completed'] });
  return body.webhook_id;
};
const ids = (receiver: Receiver) => receiver.received.map(({ event }) => event.event_id);

describe('webhook deliveries', () => {
  it('reach 24 receivers while the 25th hangs, and the dead one holds four places at most', async () => {
    const dead = await openReceiver();
    dead.answers('hang');
    const deadId = await subscribe(dead);
    const alive: Receiver[] = [];
    for (let i = 0; i < 24; i++) {
      alive.push(await openReceiver());
      await subscribe(alive[i]);
    }
    for (let i = 0; i < 20; i++) await emit(gateway, acme);
    await Promise.all(alive.map((receiver) => receiver.until(20)));
    const { body } = await acme.backend.get(`${hooks}/${deadId}/deliveries`);
    expect(body.data.map(({ status }: { status: string }) => status)).toEqual(Array(20).fill('pending'));
    expect(dead.mostAtOnce).toBeLessThanOrEqual(4);
  });

  it('come to one endpoint four at a time at most, from two gateways together, and each once', async () => {
    const second = await startTestGateway({ env, beside: gateway });
    const receiver = await openReceiver();
    receiver.answers({ status: 200, afterMs: 20 });
    await subscribe(receiver);
    const sent: string[] = [];
    for (let wave = 0; wave < 6; wave++)
      sent.push(
        ...(await Promise.all(Array.from({ length: 10 }, (_, i) => emit(i % 2 === 0 ? gateway : second, acme)))),
      );
    await receiver.until(60);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await second.close();
    expect(receiver.mostAtOnce).toBeLessThanOrEqual(4);
    expect(receiver.mostAtOnce).toBeGreaterThan(1);
    expect(ids(receiver).sort()).toEqual(sent.sort());
  });

  it('of a gateway that died are taken over when its leases end, with the same id', async () => {
    const receiver = await openReceiver();
    const webhookId = await subscribe(receiver);
    receiver.answers({ status: 200, afterMs: 400 });
    const eventId = await emit(gateway, acme);
    await receiver.until(1);
    // as if the process that holds it had gone without a word: the lease is another's, and over
    await gateway.database.query(
      `UPDATE webhook_deliveries SET lease = gen_random_uuid(), leased_until = now() - interval '1 s', due_at = now() - interval '1 s'
       WHERE event_id = $1`,
      [eventId],
    );
    await gateway.database.query('UPDATE webhook_lanes SET wake_at = now() WHERE webhook_id = $1', [webhookId]);
    await receiver.until(2);
    const [one, two] = receiver.received;
    expect(two.body).toBe(one.body);
    await eventually(async () => {
      const { body } = await acme.backend.get(`${hooks}/${webhookId}/deliveries`);
      return (body.data[0].status === 'success' && body.data[0].attempt_count === 1) || JSON.stringify(body.data);
    });
  });

  it('of an event whose transaction was undone do not exist', async () => {
    const receiver = await openReceiver();
    await subscribe(receiver);
    const { database } = gateway.gateway.foundations;
    const undone = database.tenantTransaction(acme, async (tx) => {
      await tx.query(
        `INSERT INTO outbox_events (event_id, organization_id, project_id, type, body, created_at)
         VALUES (gen_random_uuid(), $1, $2, 'enrollment.completed', '{}', now())`,
        [acme.organizationId, acme.projectId],
      );
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const eventId = await emit(gateway, acme);
    await receiver.until(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(ids(receiver)).toEqual([eventId]);
  });
});

/** They all want one lock: on a slow machine some are refused with 503, and do. */
async function untilAnswered(wanted: object) {
  for (;;) {
    const answer = await acme.backend.post(hooks, wanted);
    if (answer.status !== 503) return answer;
  }
}

describe('a project', () => {
  it('has exactly 25 webhooks after 50 were created at once', async () => {
    const receiver = await openReceiver();
    const wanted = { url: receiver.url, event_types: ['enrollment.completed'] };
    const answers = await Promise.all(Array.from({ length: 50 }, () => untilAnswered(wanted)));
    const made = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    expect(made).toHaveLength(25);
    expect(refused).toHaveLength(25);
    expect(refused[0].body.error).toMatchObject({ code: 'webhook_limit_reached', details: { limit: 25 } });
    expect((await acme.backend.get(hooks)).body.total).toBe(25);
    await acme.backend.delete(`${hooks}/${made[0].body.webhook_id}`);
    expect((await acme.backend.post(hooks, wanted)).status).toBe(201);
  });
});
