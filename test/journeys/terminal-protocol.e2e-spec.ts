/** The terminal protocol, sentence by sentence, as a client finds it. */
import type { Session } from '../../apps/terminal/src/wire.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import {
  addMember,
  unpairedTerminal,
  pairTerminal,
  startEnrollment,
  repeatablePalm,
  type TestTerminal,
} from '../support/terminal.js';

let gateway: TestGateway;
let acme: Tenant;
let till: TestTerminal;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  till = await pairTerminal(gateway, acme);
});
afterAll(() => gateway.close());

let offered: Session | null = null;
afterEach(async () => {
  if (offered) await cancel(offered);
  offered = null;
});

async function offer(name: string): Promise<Session> {
  offered = await startEnrollment(acme, till.deviceId, { member_id: await addMember(acme, name), hand: 'left' });
  return offered;
}

async function cancel(session: Session): Promise<void> {
  await acme.backend.delete(`/v1/devices/${till.deviceId}/enrollment?session_id=${session.session_id}`);
}

describe('registration', () => {
  it('gives a code of eight consonants, pending until an admin types it in any spelling', async () => {
    const { client } = await unpairedTerminal(gateway);
    const registration = await client.register();
    expect(Object.keys(registration).sort()).toEqual([
      'expires_in',
      'interval',
      'qr_text',
      'registration_code',
      'registration_id',
    ]);
    expect(registration).toMatchObject({ expires_in: 600, interval: 3 });
    expect(registration.registration_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(await client.pollRegistration(registration.registration_id)).toEqual({ status: 'pending', interval: 3 });
    const hasty = client.pollRegistration(registration.registration_id);
    await expect(hasty).rejects.toMatchObject({ status: 429, code: 'slow_down' });
    const typed = ` ${registration.registration_code.toLowerCase().replace('-', ' ')} `;
    const completed = await acme.owner.post(`/v1/projects/${acme.projectId}/devices`, { registration_code: typed });
    expect(completed.status).toBe(201);
  });

  it('gives the code to the same key as often as it asks, and to no other', async () => {
    const { registration, deviceId } = till;
    const again = await till.client.pollRegistration(registration.registration_id);
    expect(again).toEqual({ status: 'registered', device_id: deviceId, project_id: acme.projectId });
    const unpaired = await unpairedTerminal(gateway);
    await expect(unpaired.client.pollRegistration(registration.registration_id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('a terminal with a wrong clock', () => {
  it('is served all the same: its nonce counts, not its time', async () => {
    const off = 10 * 365 * 86_400_000;
    for (const now of [() => Date.now() - off, () => Date.now() + off]) {
      const { client } = await pairTerminal(gateway, acme, { now });
      expect(await client.poll({ wait_s: 0 })).toMatchObject({ session: null });
    }
  });
});

describe('a poll', () => {
  it('that waits is answered the moment a session starts', async () => {
    for (let round = 0; round < 2; round++) {
      const parked = till.client.poll({ wait_s: 20 });
      const memberId = await addMember(acme, `parked ${round}`);
      offered = await startEnrollment(acme, till.deviceId, { member_id: memberId });
      const answer = await parked;
      const { session_id } = offered;
      expect(answer.session).toMatchObject({ session_id, status: 'pending', version: 1, member_id: memberId });
      expect(Object.keys(answer).sort()).toEqual(['config', 'next_poll_in_s', 'server_time', 'session']);
      await cancel(offered);
    }
  });

  it('without work says so, and names a session it was asked for in its final state', async () => {
    expect(await till.client.poll({ wait_s: 0 })).toMatchObject({ session: null, config: null });
    const session = await offer('cancelled');
    await cancel(session);
    const { session_id, version } = session;
    const answer = await till.client.poll({ wait_s: 20, session_id, session_version: version });
    expect(answer.session).toMatchObject({ session_id, status: 'cancelled' });
    expect(answer.session!.version).toBeGreaterThan(version);
  });
});

describe('captures', () => {
  it('count once: the same bytes have the same answer, other bytes are refused', async () => {
    const session = await offer('once');
    const palm = repeatablePalm('once:left');
    const { challenge } = await till.client.ack(session.session_id);
    const capture = await palm.take('left');
    const body = { seq: 1, challenge: challenge!, capture };
    const first = await till.client.sendCapture(session.session_id, body);
    expect(first).toMatchObject({ accepted: true, session: { progress: { captures_accepted: 1 } } });
    const again = await till.client.sendCapture(session.session_id, body);
    expect(again).toEqual({ ...first, challenge: expect.any(String) });
    const other = till.client.sendCapture(session.session_id, { ...body, capture: await palm.take('left') });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'seq_conflict' });
  });

  it('need a challenge that was not used, and are offered one', async () => {
    const session = await offer('challenged');
    const palm = repeatablePalm('challenged:left');
    const { challenge } = await till.client.ack(session.session_id);
    await till.client.sendCapture(session.session_id, {
      seq: 1,
      challenge: challenge!,
      capture: await palm.take('left'),
    });
    const capture = await palm.take('left');
    const stale = till.client.sendCapture(session.session_id, { seq: 2, challenge: challenge!, capture });
    const refusal = await stale.catch((error: unknown) => error as { details: { challenge: string } });
    expect(refusal).toMatchObject({
      status: 409,
      code: 'challenge_expired',
      details: { challenge: expect.any(String) },
    });
    const fresh = (refusal as { details: { challenge: string } }).details.challenge;
    const second = await till.client.sendCapture(session.session_id, { seq: 2, challenge: fresh, capture });
    expect(second).toMatchObject({ accepted: true, session: { progress: { captures_accepted: 2 } } });
  });

  it('of a session that is over are discarded', async () => {
    const session = await offer('late');
    const { challenge } = await till.client.ack(session.session_id);
    await cancel(session);
    const capture = await repeatablePalm('late:left').take('left');
    const late = till.client.sendCapture(session.session_id, { seq: 1, challenge: challenge!, capture });
    await expect(late).rejects.toMatchObject({ status: 409, code: 'session_not_active' });
  });

  it('that show no palm are refused with a reason, and the session goes on', async () => {
    const session = await offer('blank');
    const { challenge } = await till.client.ack(session.session_id);
    const { default: sharp } = await import('sharp');
    const blank = await sharp({ create: { width: 128, height: 128, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    const capture = { image: blank.toString('base64'), kind: 'roi', hand: 'left' } as const;
    const answer = await till.client.sendCapture(session.session_id, { seq: 1, challenge: challenge!, capture });
    expect(answer).toMatchObject({ accepted: false, reason: expect.any(String), challenge: expect.any(String) });
    expect(answer.session).toMatchObject({ status: 'active', progress: { captures_accepted: 0 } });
  });
});

describe('a terminal that cannot go on', () => {
  it('fails its session', async () => {
    const session = await offer('failing');
    await till.client.ack(session.session_id);
    const { session: failed } = await till.client.fail(session.session_id, {
      code: 'camera_failed',
      message: 'no camera',
    });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_code: 'terminal_failed',
      failure_message: expect.stringContaining('no camera'),
    });
  });
});

describe('scans', () => {
  it('count once by their reference', async () => {
    const capture = await repeatablePalm('nobody:left').take('left');
    const scan = { scan_ref: 'till-1-0001', counter: till.client.nextCounter(), capture };
    const [first] = await till.client.sendScans([scan]);
    expect(first).toMatchObject({ scan_ref: scan.scan_ref, counter: scan.counter, matched: false });
    const [again] = await till.client.sendScans([scan]);
    expect(again.scan_id).toBe(first.scan_id);
  });
});

describe('a disabled terminal', () => {
  it('is refused at once, its parked poll included', async () => {
    const parked = till.client.poll({ wait_s: 20 }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const disabledMs = performance.now();
    expect((await acme.owner.patch(`/v1/devices/${till.deviceId}`, { enabled: false })).status).toBe(200);
    await parked;
    expect(performance.now() - disabledMs).toBeLessThan(10_000); // not the 30 s of the poll; `npm run bench:bounds` looks at the watch
    await expect(till.client.poll({ wait_s: 0 })).rejects.toMatchObject({ status: 403, code: 'device_disabled' });
  });
});
