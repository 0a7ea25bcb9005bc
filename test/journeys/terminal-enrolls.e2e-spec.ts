/** A terminal is paired, a member enrolls at it, is recognised later; a person who is not enrolled is not. */
import { identify } from '../../apps/terminal/src/identify.command.js';
import { runTerminal } from '../../apps/terminal/src/terminal-loop.js';
import type { Session } from '../../apps/terminal/src/wire.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { addMember, pairTerminal, startEnrollment, repeatablePalm, type TestTerminal } from '../support/terminal.js';

const SESSION_FIELDS = [
  'completed_at',
  'created_at',
  'delivered_at',
  'device_id',
  'expires_at',
  'failure_code',
  'failure_message',
  'hand',
  'member_id',
  'progress',
  'project_id',
  'result',
  'session_id',
  'status',
  'version',
];

const closing = new AbortController();
let gateway: TestGateway;
let acme: Tenant;
let till: TestTerminal;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  till = await pairTerminal(gateway, acme);
});
afterAll(async () => {
  closing.abort();
  await gateway.close();
});

/** What the tenant's backend sees of a session, by polling as the contract says. */
async function awaitEnd(session: Session): Promise<Session> {
  let seen = session;
  while (!['completed', 'failed', 'cancelled', 'expired'].includes(seen.status)) {
    const body = { session_id: seen.session_id, last_version: seen.version, wait_s: 5 };
    seen = (await acme.backend.post(`/v1/devices/${till.deviceId}/enrollment/poll`, body)).body.session;
  }
  return seen;
}

describe('a member at a terminal', () => {
  it('enrolls with three captures and is recognised with a fourth; another person is not', async () => {
    const memberId = await addMember(acme, 'Alice');
    const palm = repeatablePalm('alice:left');
    const atTerminal = runTerminal({
      client: till.client,
      stop: closing.signal,
      paceMs: 0,
      once: true,
      palmFor: () => palm,
    });
    const started = await startEnrollment(acme, till.deviceId, { member_id: memberId, hand: 'left' });
    const [ended, seen] = await Promise.all([atTerminal, awaitEnd(started)]);
    expect(ended).toMatchObject({ status: 'completed', progress: { captures_required: 3, captures_accepted: 3 } });
    expect(seen).toMatchObject({ session_id: started.session_id, status: 'completed', failure_code: null });
    expect(Object.keys(seen).sort()).toEqual(SESSION_FIELDS);

    const known = await identify(till.client, palm);
    expect(known).toMatchObject({ matched: true, counter: 1, scan_id: expect.any(String) });
    const record = await acme.backend.get(`/v1/scan-results/${known.scan_id}`);
    expect(record.body).toMatchObject({
      operation: 'identify',
      result: 'matched',
      member_id: memberId,
      device_id: till.deviceId,
    });

    const unknown = await identify(till.client, repeatablePalm('mallory:left'));
    expect(unknown).toMatchObject({ matched: false, counter: 2 });
    const refused = await acme.backend.get(`/v1/scan-results/${unknown.scan_id}`);
    expect(refused.body).toMatchObject({ operation: 'identify', result: 'not_matched', source: 'terminal' });
    expect(refused.body).not.toHaveProperty('member_id');
  });

  it('is greeted by the fields that the project shows', async () => {
    await acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: { display_fields: ['display_name'] } });
    const known = await identify(till.client, repeatablePalm('alice:left'));
    expect(known.member).toMatchObject({ display_name: 'Alice' });
    expect(known.member).not.toHaveProperty('external_id');
  });

  it('hears at once that the tenant cancels', async () => {
    const memberId = await addMember(acme, 'Bob');
    const palm = repeatablePalm('bob:left');
    const captured = new Promise<void>((resolve) => {
      const events = { captured: () => resolve() };
      const atTerminal = runTerminal({
        client: till.client,
        stop: closing.signal,
        paceMs: 60_000,
        once: true,
        palmFor: () => palm,
        events,
      });
      void atTerminal.then((session) => ended.push(session!));
    });
    const ended: Session[] = [];
    const started = await startEnrollment(acme, till.deviceId, { member_id: memberId });
    await captured;
    const cancelled = await acme.backend.delete(
      `/v1/devices/${till.deviceId}/enrollment?session_id=${started.session_id}`,
    );
    const cancelledMs = performance.now();
    expect(cancelled).toMatchObject({ status: 200, body: { session: { status: 'cancelled' } } });
    while (ended.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(performance.now() - cancelledMs).toBeLessThan(10_000); // not the 30 s of the poll; `npm run bench:bounds` looks at the watch
    expect(ended[0]).toMatchObject({ session_id: started.session_id, status: 'cancelled' });
  });
});
