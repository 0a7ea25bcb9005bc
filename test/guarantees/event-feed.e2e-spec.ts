/** The feed of events: dense, in the order of visibility, complete; with many writers, rollbacks and two gateways. */
import { randomUUID } from 'node:crypto';
import { Outbox } from '#platform/outbox';
import { openTenant, type Tenant } from '../support/tenant.js';
import { emit } from '../support/receiver.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

interface Read {
  sequence: number;
  event_id: string;
  type: string;
  data: Record<string, unknown>;
}

let first: TestGateway & { keysFolder: string };
let second: TestGateway & { keysFolder: string };

beforeAll(async () => {
  first = await startTestGateway({ counted: true });
  second = await startTestGateway({ beside: first });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const pathOf = (tenant: Tenant) => `/v1/projects/${tenant.projectId}/events`;

/** Reads on from the last number until nothing more comes. */
async function readAll(tenant: Tenant, at: TestGateway, limit = 7): Promise<Read[]> {
  const found: Read[] = [];
  for (let after = 0; ;) {
    const { body } = await tenant.backend.at(at.url).get(`${pathOf(tenant)}?limit=${limit}&after_sequence=${after}`);
    if (body.data.length === 0) return found;
    found.push(...body.data);
    after = body.last_sequence;
  }
}

const numbersOf = (events: Read[]) => events.map(({ sequence }) => sequence);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

it('events are read from the oldest, by type, and from the last number on', async () => {
  const acme = await openTenant(first, 'reader');
  expect((await acme.backend.get(pathOf(acme))).body).toEqual({ data: [], last_sequence: 0 });
  await emit(first, acme, 'enrollment.completed');
  await emit(first, acme, 'scan.identified');
  await emit(first, acme, 'enrollment.completed');
  const { body } = await acme.backend.get(pathOf(acme));
  expect(body.last_sequence).toBe(3);
  expect(numbersOf(body.data)).toEqual([1, 2, 3]);
  expect(body.data[0]).toMatchObject({
    type: 'enrollment.completed',
    project_id: acme.projectId,
    data: { event_type: 'enrollment.completed' },
  });
  const scans = (await acme.backend.get(`${pathOf(acme)}?type=scan.identified`)).body;
  expect(scans).toMatchObject({ data: [{ sequence: 2 }], last_sequence: 3 });
  expect((await acme.backend.get(`${pathOf(acme)}?after_sequence=2`)).body).toMatchObject({ data: [{ sequence: 3 }] });
  expect((await acme.backend.get(`${pathOf(acme)}?type=rule.matched&limit=1`)).body).toEqual({
    data: [],
    last_sequence: 3,
  });
  expect((await acme.backend.get(`${pathOf(acme)}?type=nonsense`)).status).toBe(400);
});

it('no number is missing, doubled or out of order while many write, some roll back, and two gateways number', async () => {
  const acme = await openTenant(first, 'writers');
  const written = new Set<string>();
  const { organizationId, projectId } = acme;
  const write = async (at: TestGateway, fate: 'commit' | 'rollback' | 'late') => {
    const { database } = at.gateway.foundations;
    const eventId = await database
      .tenantTransaction({ organizationId }, async (tx) => {
        const data = { member_id: randomUUID() };
        const id = await at.gateway.app
          .get(Outbox)
          .append(tx, { organizationId, projectId, type: 'scan.rejected', data });
        if (fate === 'late') await tx.query('SELECT pg_sleep(0.05)'); // visible after events that are younger
        if (fate === 'rollback') throw new Error('rolled back');
        return id;
      })
      .catch(() => null);
    if (eventId) written.add(eventId);
  };
  const fates = ['commit', 'late', 'rollback', 'commit'] as const;
  let isDone = false;
  const writers = Promise.all(
    [first, second, first, second].map(async (at, writer) => {
      for (let i = 0; i < 25; i++) await write(at, fates[(i + writer) % fates.length]!);
    }),
  ).then(() => (isDone = true));
  const readers = [first, second].map(async (at) => {
    const seen: Read[] = [];
    let after = 0;
    while (!isDone) {
      const { body } = await acme.backend.at(at.url).get(`${pathOf(acme)}?limit=5&after_sequence=${after}`);
      seen.push(...body.data);
      after = body.last_sequence;
    }
    return seen;
  });
  await writers;
  for (const seen of await Promise.all(readers)) {
    expect(numbersOf(seen)).toEqual(upTo(seen.length));
    const complete = await readAll(acme, first);
    expect(complete.slice(0, seen.length)).toEqual(seen); // nothing appeared behind what was read
  }
  const all = await readAll(acme, second);
  expect(numbersOf(all)).toEqual(upTo(written.size));
  expect(new Set(all.map(({ event_id }) => event_id))).toEqual(written);
});

it('a parked request is answered when an event is written at another gateway, and a second one of the same key is refused', async () => {
  const acme = await openTenant(first, 'waiter');
  const parked = acme.backend.get(`${pathOf(acme)}?wait_s=30`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const other = await acme.backend.get(`${pathOf(acme)}?wait_s=1`);
  expect(other).toMatchObject({ status: 429, body: { error: { code: 'too_many_concurrent_requests' } } });
  await emit(second, acme, 'scan.identified');
  expect((await parked).body).toMatchObject({ data: [{ sequence: 1, type: 'scan.identified' }], last_sequence: 1 });
  expect((await acme.backend.get(`${pathOf(acme)}?wait_s=1&after_sequence=1`)).body).toEqual({
    data: [],
    last_sequence: 1,
  });
});

it('what is older than 30 days is expired, and the answer says where to go on', async () => {
  const acme = await openTenant(first, 'late');
  for (let i = 0; i < 3; i++) await emit(first, acme);
  await readAll(acme, first);
  await first.database.query(
    `UPDATE outbox_events SET created_at = created_at - interval '31 days' WHERE project_id = $1 AND sequence = 2`,
    [acme.projectId],
  );
  const answer = await acme.backend.get(`${pathOf(acme)}?after_sequence=1`);
  expect(answer).toMatchObject({
    status: 410,
    body: { error: { code: 'events_expired', details: { oldest_sequence: 3 } } },
  });
  expect((await acme.backend.get(pathOf(acme))).body).toMatchObject({ data: [{ sequence: 3 }], last_sequence: 3 });
});

it('an erased member’s events keep number and type and lose the id', async () => {
  const acme = await openTenant(first, 'eraser');
  const members = `/v1/projects/${acme.projectId}/members`;
  const { member_id } = (await acme.backend.post(members, { display_name: 'Ada' })).body;
  await emit(first, acme, 'enrollment.completed', { member_id });
  expect((await readAll(acme, first))[0]!.data.member_id).toBe(member_id);
  const erasure = await acme.owner.post(`${members}/${member_id}/erasure`, { reason: 'asked' });
  expect(erasure.status).toBe(202);
  const [event] = await readAll(acme, second);
  expect(event).toMatchObject({ sequence: 1, type: 'enrollment.completed', data: { member_id: null } });
});
