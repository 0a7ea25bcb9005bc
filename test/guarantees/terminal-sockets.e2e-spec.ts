/** What a socket of a terminal may not do: be elsewhere, be many, speak without end, speak another language. */
import { io, type Socket } from 'socket.io-client';
import { startTestGateway } from '../support/test-gateway.js';
import { type PairedTerminal, pairTerminal } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let terminal: PairedTerminal;
const open: Socket[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({ env: { THENAR_RATE_LIMITS: 'on' } });
  acme = await openTenant(gateway);
});
beforeEach(async () => {
  terminal = await pairTerminal(gateway, acme);
});
afterEach(() => open.splice(0).forEach((socket) => socket.close()));
afterAll(() => gateway?.close());

async function connect(namespace = '/terminal'): Promise<Socket> {
  const auth = await terminal.socketAuth();
  const socket = io(gateway.url + namespace, { transports: ['websocket'], auth, reconnection: false, forceNew: true });
  open.push(socket);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
}
const dropped = (socket: Socket) => new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));

describe('sockets of terminals', () => {
  it.each(['', '/', '/admin', '/terminal/x'])('the namespace %p does not exist', async (namespace) => {
    await expect(connect(namespace)).rejects.toMatchObject({ message: 'Invalid namespace' });
  });

  it('a third socket of a device closes its oldest, and the two others go on', async () => {
    const first = await connect();
    const second = await connect();
    const gone = dropped(first);
    const third = await connect();
    await gone;
    expect([first, second, third].map(({ connected }) => connected)).toEqual([false, true, true]);
  });

  it.each([
    ['a binary frame', (socket: Socket) => socket.emit('heartbeat', { x: Buffer.from('x') })],
    ['an event that nobody knows', (socket: Socket) => socket.emit('nonsense', {})],
    ['a frame above 64 KB', (socket: Socket) => socket.emit('heartbeat', { app_version: 'x'.repeat(70_000) })],
  ])('%s closes the socket', async (_what, send) => {
    const socket = await connect();
    const gone = dropped(socket);
    send(socket);
    await gone;
    expect(socket.connected).toBe(false);
  });

  it('a device has five calls a second over its socket and HTTP together', async () => {
    const socket = await connect();
    const began = performance.now();
    const beats = Array.from({ length: 40 }, () => socket.emitWithAck('heartbeat', {}));
    const calls = Array.from({ length: 10 }, () => terminal.poll({ wait_s: 0 }));
    const [heard, answered] = await Promise.all([Promise.all(beats), Promise.all(calls)]);
    const windows = Math.ceil((performance.now() - began) / 1000) + 1;
    const codes = heard.map((body) => body.error?.code ?? 'taken');
    expect(new Set(codes)).toEqual(new Set(['taken', 'rate_limited']));
    const taken = codes.filter((code) => code === 'taken').length;
    const served = answered.filter(({ status }) => status === 200).length;
    expect(taken + served).toBeLessThanOrEqual(5 * windows);
  });
});
