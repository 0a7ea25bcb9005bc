/** A gateway that stops: what runs is finished or given back, what waits is told, what is new is refused clearly. */
import { io, type Socket } from 'socket.io-client';
import { Bell } from '#platform/notices';
import { type House, openHouse } from '../support/house.js';
import { HAS_REDIS, OwnRedis } from '../support/own-redis.js';
import { type PairedTerminal, pairTerminal } from '../support/paired-terminal.js';
import { closeReceivers, emit, eventually, openReceiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** After it, main.ts ends the process whatever still runs. */
const STOP_WITHIN_MS = 10_000;

let house: House;
let acme: Tenant;
let terminal: PairedTerminal;

beforeEach(async () => {
  house = await openHouse({ env: { WEBHOOK_ALLOW_LOCALHOST: 'on' } });
  acme = await openTenant(house);
  terminal = await pairTerminal(house, acme);
});
afterEach(async () => {
  await house.close();
  await closeReceivers();
});

const once = (socket: Socket, event: string) => new Promise((resolve) => socket.once(event, resolve));

async function openSocket(at = house): Promise<Socket> {
  const auth = await terminal.socketAuth();
  const socket = io(`${at.url}/terminal`, { transports: ['websocket'], auth, reconnection: false, forceNew: true });
  await once(socket, 'connect');
  return socket;
}

async function subscribe(url: string): Promise<string> {
  const hook = { url, event_types: ['enrollment.completed'] };
  return (await acme.backend.post(`/v1/projects/${acme.projectId}/webhooks`, hook)).body.webhook_id;
}

describe('a gateway that stops', () => {
  it('answers parked polls and tells its sockets before it waits for anything', async () => {
    const receiver = await openReceiver();
    receiver.answers('hang');
    await subscribe(receiver.url);
    await emit(house, acme);
    await receiver.until(1); // a delivery under way keeps the gateway for a while
    const order: string[] = [];
    const socket = await openSocket();
    const told = once(socket, 'gateway:stopping').then(() => order.push('socket'));
    const other = await pairTerminal(house, acme);
    const parked = other.poll({ wait_s: 30 });
    const bell = house.gateway.app.get(Bell);
    await eventually(() => [terminal, other].every(({ deviceId }) => bell.topics().includes(`device:${deviceId}`)));
    const began = performance.now();
    const stopped = house.gateway.stop().then(() => order.push('stopped'));
    const answer = await parked;
    order.push('poll');
    await Promise.all([told, stopped]);
    expect(answer).toMatchObject({ status: 200, body: { session: null } });
    expect(order.at(-1)).toBe('stopped');
    expect(order).toHaveLength(3);
    expect(performance.now() - began).toBeLessThan(STOP_WITHIN_MS);
    socket.close();
  });

  it('finishes the delivery that can be finished, and gives the other back untried', async () => {
    const [quick, hanging] = [await openReceiver(), await openReceiver()];
    quick.answers({ status: 200, afterMs: 700 });
    hanging.answers('hang');
    const [quickId, hangingId] = [await subscribe(quick.url), await subscribe(hanging.url)];
    await emit(house, acme);
    await Promise.all([quick.until(1), hanging.until(1)]);
    await house.gateway.stop();
    const rows = await house.database.query<{ webhook_id: string }>(
      'SELECT webhook_id, status, attempt_count, lease, due_at <= clock_timestamp() AS due FROM webhook_deliveries',
    );
    const of = (id: string) => rows.find(({ webhook_id }) => webhook_id === id);
    expect(of(quickId)).toMatchObject({ status: 'success', attempt_count: 1, lease: null });
    expect(of(hangingId)).toMatchObject({ status: 'pending', attempt_count: 0, lease: null, due: true });
  });

  (HAS_REDIS ? it : it.skip)('leaves the sockets of the other gateways alone', async () => {
    const redis = await OwnRedis.open();
    const shared = await openHouse({ env: { REDIS_URL: redis.url } });
    const beside = await openHouse({ beside: shared, env: { REDIS_URL: redis.url } });
    try {
      terminal = await pairTerminal(shared, await openTenant(shared));
      const socket = await openSocket(shared);
      const said: string[] = [];
      socket.onAny((event: string) => said.push(event));
      await beside.close();
      await socket.timeout(5_000).emitWithAck('heartbeat', {});
      expect({ connected: socket.connected, said }).toEqual({ connected: true, said: [] });
      socket.close();
    } finally {
      await beside.close();
      await shared.close();
      await redis.end();
    }
  });

  it('refuses what is new with the error body, lets go of the connection, and still says that it lives', async () => {
    const receiver = await openReceiver();
    receiver.answers('hang');
    await subscribe(receiver.url);
    await emit(house, acme);
    await receiver.until(1);
    const stopped = house.gateway.stop();
    const refused = await acme.backend.get('/v1/projects');
    const id = refused.headers.get('x-request-id');
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'unavailable', request_id: id } } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('connection')).toBe('close');
    expect((await acme.backend.get('/livez')).status).toBe(200);
    await stopped;
  });
});
