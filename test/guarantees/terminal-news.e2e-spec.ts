/** News reach a terminal whatever way it listens and whatever gets lost: nothing is missed, nothing comes twice. */
import { io, type Socket } from 'socket.io-client';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, type PairedTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const PARKED = 6;
/** Far below the wait of a parked poll, far above what a busy machine takes. */
const PROMPTLY_MS = 8_000;

let first: Awaited<ReturnType<typeof startTestGateway>>;
let second: TestGateway;
let acme: Tenant;
const open: Socket[] = [];

beforeAll(async () => {
  first = await startTestGateway();
  second = await startTestGateway({ beside: first });
  acme = await openTenant(first);
}, 60_000);
afterEach(() => open.splice(0).forEach((socket) => socket.close()));
afterAll(async () => {
  await second?.close();
  await first?.close();
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function promptly<T>(news: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new Error('too late')), PROMPTLY_MS)),
  );
  return Promise.race([news, late]).finally(() => clearTimeout(timer));
}
async function start(door: PairedTerminal): Promise<string> {
  const member = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
  const path = `/v1/devices/${door.deviceId}/enrollment`;
  const { body } = await acme.backend.post(path, {
    member_id: member.body.member_id,
    hand: 'left',
    captures_required: 2,
  });
  return body.session_id;
}
async function socketOf(door: PairedTerminal, gateway: TestGateway): Promise<Socket> {
  const there = door.at(gateway.url);
  await there.poll({ wait_s: 0 }); // fetches a nonce
  const auth = await there.socketAuth();
  const socket = io(`${gateway.url}/terminal`, {
    transports: ['websocket'],
    auth,
    reconnection: false,
    forceNew: true,
  });
  open.push(socket);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
}

describe('disabling and decommissioning', () => {
  it('reach parked polls and sockets at both gateways', async () => {
    const door = await pairTerminal(first, acme);
    for (const [code, act] of [
      ['device_disabled', () => acme.backend.patch(`/v1/devices/${door.deviceId}`, { enabled: false })],
      ['device_decommissioned', () => acme.owner.post(`/v1/devices/${door.deviceId}/decommission`)],
    ] as const) {
      const houses = Array.from({ length: PARKED }, (_, i) => (i % 2 === 0 ? first : second));
      const polls = houses.map((gateway) => door.at(gateway.url).poll({ wait_s: 25 }));
      const sockets = await Promise.all([socketOf(door, first), socketOf(door, second)]);
      const told = sockets.map((socket) => new Promise((resolve) => socket.once('device:disabled', resolve)));
      await sleep(300);
      await act();
      const answers = await promptly(Promise.all(polls));
      expect(answers.map(({ body }) => body.error?.code)).toEqual(answers.map(() => code));
      expect(await promptly(Promise.all(told))).toEqual([{ code }, { code }]);
      await acme.backend.patch(`/v1/devices/${door.deviceId}`, { enabled: true });
    }
  });
});

describe('a lost notice', () => {
  it('is made up for by the sweep', async () => {
    const door = await pairTerminal(first, acme);
    const parked = door.at(second.url).poll({ wait_s: 25 });
    await sleep(300);
    // nobody hears the notice of this start
    await first.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'thenar notices' AND datname = current_database()`,
    );
    const sessionId = await start(door);
    expect((await promptly(parked)).body.session.session_id).toBe(sessionId);
  });
});

describe('changes that no notice ever tells of', () => {
  it('are heard by a parked poll, one after the other', async () => {
    const door = await pairTerminal(first, acme);
    const sessionId = await start(door);
    for (const session_version of [1, 2, 3]) {
      const parked = door.at(second.url).poll({ wait_s: 25, session_id: sessionId, session_version });
      await sleep(300);
      await first.database.query(
        `UPDATE enrollment_sessions SET version = version + 1, updated_at = clock_timestamp() WHERE session_id = '${sessionId}'`,
      );
      expect((await promptly(parked)).body.session.version).toBe(session_version + 1);
    }
  });
});

describe('a terminal that changes between socket and poll', () => {
  it('goes on with its one session wherever it is', async () => {
    const door = await pairTerminal(first, acme);
    const early = await socketOf(door, second);
    const offered = new Promise<{ session: { session_id: string } }>((resolve) =>
      early.once('session:offered', resolve),
    );
    const sessionId = await start(door);
    expect((await promptly(offered)).session.session_id).toBe(sessionId);
    early.close();
    const polled = await door.poll({ wait_s: 0 });
    expect(polled.body.session).toMatchObject({ session_id: sessionId, status: 'pending', version: 1 });
    const acked = await door.ack(sessionId);
    const taken = { seq: 1, challenge: acked.body.challenge, capture: await synthetic('mover:left', '1') };
    expect((await door.capture(sessionId, taken)).body.accepted).toBe(true);
    const late = await socketOf(door, first);
    const again = await late.emitWithAck('session:ack', { session_id: sessionId });
    expect(again.session).toMatchObject({
      session_id: sessionId,
      status: 'active',
      progress: { captures_accepted: 1 },
    });
    late.close();
    const last = { seq: 2, challenge: again.challenge, capture: await synthetic('mover:left', '2') };
    const done = await door.at(second.url).capture(sessionId, last);
    expect(done.body.session).toMatchObject({ session_id: sessionId, status: 'completed' });
    const sessions = await acme.backend.get(
      `/v1/projects/${acme.projectId}/enrollment-sessions?device_id=${door.deviceId}`,
    );
    expect(sessions.body.data).toHaveLength(1);
  });
});
