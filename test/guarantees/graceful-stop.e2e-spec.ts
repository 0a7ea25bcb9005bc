/** A gateway that stops: what runs is finished or given back, what waits is answered, what is new is refused clearly. */
import { io, type Socket } from 'socket.io-client';
import { Wakeups } from '#platform/notifications';
import type { Answer } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { HAS_REDIS, OwnRedis } from '../support/own-redis.js';
import { type PairedTerminal, pairTerminal } from '../support/paired-terminal.js';
import { closeReceivers, emit, eventually, openReceiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** After it, main.ts ends the process whatever still runs. */
const STOP_WITHIN_MS = 10_000;

let gateway: TestGateway;
let acme: Tenant;
let terminal: PairedTerminal;

const once = (socket: Socket, event: string) => new Promise((resolve) => socket.once(event, resolve));

async function openSocket(at: TestGateway): Promise<Socket> {
  const auth = await terminal.socketAuth();
  const socket = io(`${at.url}/terminal`, { transports: ['websocket'], auth, reconnection: false, forceNew: true });
  await once(socket, 'connect');
  return socket;
}

async function subscribe(url: string): Promise<string> {
  const hook = { url, event_types: ['enrollment.completed'] };
  return (await acme.backend.post(`/v1/projects/${acme.projectId}/webhooks`, hook)).body.webhook_id;
}

/** It takes as long as it may, for one delivery hangs; what is looked at is one stop, from all sides. */
describe('a gateway that stops', () => {
  const order: string[] = [];
  let ids: { quick: string; hanging: string };
  let parked: Answer;
  let refused: Answer;
  let lives: Answer;
  let tookMs: number;

  beforeAll(async () => {
    gateway = await startTestGateway({ env: { WEBHOOK_ALLOW_LOCALHOST: 'on' } });
    acme = await openTenant(gateway);
    terminal = await pairTerminal(gateway, acme);
    const [quick, hanging] = [await openReceiver(), await openReceiver()];
    quick.answers({ status: 200, afterMs: 700 });
    hanging.answers('hang');
    ids = { quick: await subscribe(quick.url), hanging: await subscribe(hanging.url) };
    const socket = await openSocket(gateway);
    const other = await pairTerminal(gateway, acme);
    const poll = other.poll({ wait_s: 30 }).then((answer) => (order.push('poll'), answer));
    const wakeups = gateway.gateway.app.get(Wakeups);
    await eventually(() => [terminal, other].every(({ deviceId }) => wakeups.topics().includes(`device:${deviceId}`)));
    await emit(gateway, acme);
    await Promise.all([quick.until(1), hanging.until(1)]);
    const announced = once(socket, 'gateway:stopping').then(() => order.push('socket'));
    const began = performance.now();
    const stopped = gateway.gateway.stop().then(() => order.push('stopped'));
    refused = await acme.backend.get('/v1/projects');
    lives = await acme.backend.get('/livez');
    [parked] = await Promise.all([poll, announced, stopped]);
    tookMs = performance.now() - began;
    socket.close();
  });
  afterAll(async () => {
    await gateway.close();
    await closeReceivers();
  });

  it('answers parked polls and notifies its sockets before it waits for anything', () => {
    expect(parked).toMatchObject({ status: 200, body: { session: null } });
    expect(order.at(-1)).toBe('stopped');
    expect(order).toHaveLength(3);
    expect(tookMs).toBeLessThan(STOP_WITHIN_MS);
  });

  it('finishes the delivery that can be finished, and gives the other back untried', async () => {
    const rows = await gateway.database.query<{ webhook_id: string }>(
      'SELECT webhook_id, status, attempt_count, lease, due_at <= clock_timestamp() AS due FROM webhook_deliveries',
    );
    const of = (id: string) => rows.find(({ webhook_id }) => webhook_id === id);
    expect(of(ids.quick)).toMatchObject({ status: 'success', attempt_count: 1, lease: null });
    expect(of(ids.hanging)).toMatchObject({ status: 'pending', attempt_count: 0, lease: null, due: true });
  });

  it('refuses what is new with the error body, lets go of the connection, and still says that it lives', () => {
    const id = refused.headers.get('x-request-id');
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'unavailable', request_id: id } } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('connection')).toBe('close');
    expect(lives.status).toBe(200);
  });
});

describe('a gateway that stops beside others', () => {
  (HAS_REDIS ? it : it.skip)('leaves the sockets of the other gateways alone', async () => {
    const redis = await OwnRedis.open();
    const shared = await startTestGateway({ env: { REDIS_URL: redis.url } });
    const beside = await startTestGateway({ beside: shared, env: { REDIS_URL: redis.url } });
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
});
