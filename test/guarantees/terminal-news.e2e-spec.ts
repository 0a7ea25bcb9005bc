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
async function start(terminal: PairedTerminal): Promise<string> {
  const member = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
  const path = `/v1/devices/${terminal.deviceId}/enrollment`;
  const { body } = await acme.backend.post(path, {
    member_id: member.body.member_id,
    hand: 'left',
    captures_required: 2,
  });
  return body.session_id;
}
async function socketOf(terminal: PairedTerminal, gateway: TestGateway): Promise<Socket> {
  const there = terminal.at(gateway.url);
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
    const terminal = await pairTerminal(first, acme);
    for (const [code, act] of [
      ['device_disabled', () => acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: false })],
      ['device_decommissioned', () => acme.owner.post(`/v1/devices/${terminal.deviceId}/decommission`)],
    ] as const) {
      const gateways = Array.from({ length: PARKED }, (_, i) => (i % 2 === 0 ? first : second));
      const polls = gateways.map((gateway) => terminal.at(gateway.url).poll({ wait_s: 25 }));
      const sockets = await Promise.all([socketOf(terminal, first), socketOf(terminal, second)]);
      const announced = sockets.map((socket) => new Promise((resolve) => socket.once('device:disabled', resolve)));
      await sleep(300);
      await act();
      const answers = await promptly(Promise.all(polls));
      expect(answers.map(({ body }) => body.error?.code)).toEqual(answers.map(() => code));
      expect(await promptly(Promise.all(announced))).toEqual([{ code }, { code }]);
      await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: true });
    }
  });
});

describe('a lost notice', () => {
  it('is made up for by the sweep', async () => {
    const terminal = await pairTerminal(first, acme);
    const parked = terminal.at(second.url).poll({ wait_s: 25 });
    await sleep(300);
    // nobody hears the notice of this start
    await first.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'thenar notices' AND datname = current_database()`,
    );
    const sessionId = await start(terminal);
    expect((await promptly(parked)).body.session.session_id).toBe(sessionId);
  });
});

describe('changes whose notifications are all lost', () => {
  it('are heard by a parked poll, one after the other', async () => {
    const terminal = await pairTerminal(first, acme);
    const sessionId = await start(terminal);
    for (const session_version of [1, 2, 3]) {
      const parked = terminal.at(second.url).poll({ wait_s: 25, session_id: sessionId, session_version });
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
    const terminal = await pairTerminal(first, acme);
    const early = await socketOf(terminal, second);
    const offered = new Promise<{ session: { session_id: string } }>((resolve) =>
      early.once('session:offered', resolve),
    );
    const sessionId = await start(terminal);
    expect((await promptly(offered)).session.session_id).toBe(sessionId);
    early.close();
    const polled = await terminal.poll({ wait_s: 0 });
    expect(polled.body.session).toMatchObject({ session_id: sessionId, status: 'pending', version: 1 });
    const acked = await terminal.ack(sessionId);
    const taken = { seq: 1, challenge: acked.body.challenge, capture: await synthetic('mover:left', '1') };
    expect((await terminal.capture(sessionId, taken)).body.accepted).toBe(true);
    const late = await socketOf(terminal, first);
    const again = await late.emitWithAck('session:ack', { session_id: sessionId });
    expect(again.session).toMatchObject({
      session_id: sessionId,
      status: 'active',
      progress: { captures_accepted: 1 },
    });
    late.close();
    const last = { seq: 2, challenge: again.challenge, capture: await synthetic('mover:left', '2') };
    const done = await terminal.at(second.url).capture(sessionId, last);
    expect(done.body.session).toMatchObject({ session_id: sessionId, status: 'completed' });
    const sessions = await acme.backend.get(
      `/v1/projects/${acme.projectId}/enrollment-sessions?device_id=${terminal.deviceId}`,
    );
    expect(sessions.body.data).toHaveLength(1);
  });
});
