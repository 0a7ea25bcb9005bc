/** Two gateways on one database behave as one: what starts at one reaches the terminal that polls the other. */
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { standStill } from '../support/standstill.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { pairTerminal, type PairedTerminal, synthetic } from '../support/paired-terminal.js';

let first: Awaited<ReturnType<typeof startTestGateway>>;
let second: TestGateway;
let acme: Tenant;
let terminal: PairedTerminal;

beforeAll(async () => {
  first = await startTestGateway();
  second = await startTestGateway({ beside: first });
  acme = await openTenant(first);
  terminal = await pairTerminal(first, acme);
}, 30_000);
afterAll(async () => {
  await second.close();
  await first.close();
});

const newMember = async (name: string): Promise<string> =>
  (await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: name })).body.member_id;

describe('two gateways', () => {
  it('deliver a session started at one to a terminal parked at the other', async () => {
    const memberId = await newMember('Ada');
    const parked = terminal.at(second.url).poll({ wait_s: 20 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const started = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, {
      member_id: memberId,
      hand: 'left',
    });
    expect(started.status).toBe(201);
    const answer = await parked;
    expect(answer.body.session.session_id).toBe(started.body.session_id);
    const cancelled = await acme.backend.delete(
      `/v1/devices/${terminal.deviceId}/enrollment?session_id=${started.body.session_id}`,
    );
    expect(cancelled.body.session.status).toBe('cancelled');
  });

  it('identify at one a palm that was enrolled at the other, and forget it together', async () => {
    const memberId = await newMember('Grace');
    const captures = ['1', '2', '3'].map((capture) => synthetic('grace:left', capture));
    const images = await Promise.all(captures);
    const enrolled = await acme.backend.post(`/v1/projects/${acme.projectId}/enroll`, {
      member_id: memberId,
      hand: 'left',
      captures: images,
    });
    expect(enrolled.status).toBe(201);
    const there = acme.backend.at(second.url);
    const capture = await synthetic('grace:left', 'new');
    const seen = await eventually(async () => {
      const { body } = await there.post(`/v1/projects/${acme.projectId}/identify`, { capture });
      return body.matched ? body : null;
    });
    expect(seen.member_id).toBe(memberId);
    await acme.backend.delete(`/v1/projects/${acme.projectId}/members/${memberId}`);
    const after = await there.post(`/v1/projects/${acme.projectId}/identify`, { capture });
    expect(after.body).toMatchObject({ matched: false, member_id: null });
  });

  it('know a palm that they enrolled themselves as soon as they say so, also when no notice comes', async () => {
    const project = `/v1/projects/${acme.projectId}`;
    const listening = await first.database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'thenar notices' AND datname = current_database()`,
    );
    const goOn = listening.map(({ pid }) => standStill(pid));
    try {
      for (const key of [undefined, 'once']) {
        const name = key === undefined ? 'niklaus:right' : 'tony:right';
        const backend = key === undefined ? acme.backend : acme.backend.with({ 'Idempotency-Key': key });
        const enrolled = await backend.post(`${project}/enroll`, {
          member_id: await newMember(name),
          hand: 'right',
          captures: await Promise.all(['1', '2', '3'].map((capture) => synthetic(name, capture))),
        });
        expect(enrolled.body).toMatchObject({ hand: 'right' });
        const { body } = await acme.backend.post(`${project}/identify`, { capture: await synthetic(name, 'new') });
        expect(body).toMatchObject({ matched: true, member_id: enrolled.body.member_id });
      }
    } finally {
      for (const one of goOn) one();
    }
  });

  it('let each other know of a disabled device at once', async () => {
    const parked = terminal.at(second.url).poll({ wait_s: 20 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: false });
    expect(await parked).toMatchObject({ status: 403, body: { error: { code: 'device_disabled' } } });
    await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: true });
    expect((await terminal.poll({ wait_s: 0 })).status).toBe(200);
  });
});

async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 40; tries++) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it never became true');
}
