/** A terminal on a socket: offered at once what starts, informed of changes, refused with the contract's words. */
import { io, type Socket } from 'socket.io-client';
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, type PairedTerminal } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let terminal: PairedTerminal;
const open: Socket[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
}, 30_000);
beforeEach(async () => {
  terminal = await pairTerminal(gateway, acme);
});
afterEach(() => open.splice(0).forEach((socket) => socket.close()));
afterAll(() => gateway.close());

async function socketOf(auth: object): Promise<Socket> {
  const socket = io(`${gateway.url}/terminal`, {
    transports: ['websocket'],
    auth,
    reconnection: false,
    forceNew: true,
  });
  open.push(socket);
  return socket;
}
const connected = (socket: Socket) =>
  new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
const once = <T = any>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve)); // eslint-disable-line @typescript-eslint/no-explicit-any -- bodies are read freely
const enrollment = () => `/v1/devices/${terminal.deviceId}/enrollment`;
const start = async () => {
  const { body } = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
  return acme.backend.post(enrollment(), { member_id: body.member_id, hand: 'left' });
};

describe('a terminal on a socket', () => {
  it('is offered a session, takes it up, and hears of the cancel', async () => {
    const socket = await socketOf(await terminal.socketAuth());
    await connected(socket);
    const offered = once(socket, 'session:offered');
    const started = await start();
    expect((await offered).session).toEqual(started.body);
    const active = once(socket, 'session:changed');
    const ack = await socket.emitWithAck('session:ack', { session_id: started.body.session_id });
    expect(ack).toMatchObject({ challenge: expect.any(String), session: { status: 'active', version: 2 } });
    expect((await active).session.status).toBe('active');
    const changed = once(socket, 'session:changed');
    await acme.backend.delete(`${enrollment()}?session_id=${started.body.session_id}`);
    expect((await changed).session).toMatchObject({ session_id: started.body.session_id, status: 'cancelled' });
  });

  it('finds a session that began while it was away, and may go on by HTTP', async () => {
    const started = await start();
    const socket = await socketOf(await terminal.socketAuth());
    const offered = once(socket, 'session:offered');
    await connected(socket);
    expect((await offered).session.session_id).toBe(started.body.session_id);
    socket.close();
    expect((await terminal.ack(started.body.session_id)).status).toBe(200);
    const polled = await terminal.poll({ wait_s: 0 });
    expect(polled.body.session).toMatchObject({ session_id: started.body.session_id, status: 'active' });
  });

  it('is online while it beats, and is shut out the moment it is disabled', async () => {
    const socket = await socketOf(await terminal.socketAuth());
    await connected(socket);
    const beat = await socket.emitWithAck('heartbeat', { app_version: '2.0', config_version: 0 });
    expect(beat).toMatchObject({ server_time: expect.any(String), session: null, config: null, next_poll_in_s: 25 });
    expect((await acme.backend.get(`/v1/devices/${terminal.deviceId}`)).body).toMatchObject({
      status: 'online',
      app_version: '2.0',
    });
    const disabled = once(socket, 'device:disabled');
    const dropped = once(socket, 'disconnect');
    await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: false });
    expect(await disabled).toEqual({ code: 'device_disabled' });
    await dropped;
  });

  it('gets a new configuration pushed', async () => {
    const socket = await socketOf(await terminal.socketAuth());
    await connected(socket);
    await socket.emitWithAck('heartbeat', { config_version: 0 });
    const pushed = once(socket, 'config:changed');
    await acme.backend.put(`/v1/projects/${acme.projectId}/terminal-config`, { config: { volume: 3 } });
    expect(await pushed).toEqual({ config_version: 1, config: { volume: 3 } });
  });

  it('is refused in the same words as over HTTP', async () => {
    const auth = await terminal.socketAuth();
    for (const [wrong, code] of [
      [{}, 'invalid_token'],
      [{ ...auth, token: 'nonsense' }, 'invalid_token'],
      [await terminal.socketAuth({ nonce: null }), 'use_dpop_nonce'],
    ] as const) {
      const refused = await connected(await socketOf(wrong)).catch((error: { data: object }) => error.data);
      expect(refused).toMatchObject({
        error: { code, request_id: expect.any(String) },
        dpop_nonce: expect.any(String),
      });
    }
    const socket = await socketOf(await terminal.socketAuth());
    await connected(socket);
    expect(await socket.emitWithAck('session:ack', { session_id: 'x' })).toMatchObject({
      error: { code: 'validation_error', field: 'session_id' },
    });
    expect(
      await socket.emitWithAck('session:ack', { session_id: '01900000-0000-7000-8000-000000000000' }),
    ).toMatchObject({ error: { code: 'not_found' } });
    expect(await socket.emitWithAck('session:fail', null)).toMatchObject({ error: { code: 'validation_error' } });
  });
});
