/** A server that stops ends with its last answer, whoever else holds a connection open. */
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { bindStopping } from './stopping.js';

/** Longer than an answer takes, shorter than anybody's patience. */
const GRACE_MS = 600;

let server: FastifyInstance;
let release: () => void;
const open: Socket[] = [];

beforeEach(async () => {
  server = fastify({ keepAliveTimeout: 60_000 });
  bindStopping(server, GRACE_MS);
  const released = new Promise<void>((resolve) => (release = resolve));
  server.get('/at-once', () => 'here');
  server.get('/later', async () => {
    await released;
    return 'after all';
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));

async function connection(): Promise<Socket & { heard: string }> {
  const socket = Object.assign(connect((server.server.address() as AddressInfo).port, '127.0.0.1'), { heard: '' });
  socket.on('data', (data: Buffer) => (socket.heard += data.toString()));
  open.push(socket);
  await once(socket, 'connect');
  await sleep(20);
  return socket;
}
const ask = (socket: Socket, path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`);

describe('a server that stops', () => {
  it('does not wait for connections on which nothing came, or nothing more', async () => {
    await connection();
    const idle = await connection();
    ask(idle, '/at-once');
    await once(idle, 'data');
    await server.close();
    expect(idle.heard).toContain('here');
  });

  it('answers what is under way, and then ends that connection too', async () => {
    const busy = await connection();
    ask(busy, '/later');
    await sleep(50);
    const closed = server.close();
    release();
    await closed;
    await once(busy, 'close');
    expect(busy.heard).toContain('after all');
  });

  it('gives up on half a request after a while', async () => {
    const slow = await connection();
    slow.write('GET /at-once HTTP/1.1\r\nHo');
    await sleep(50);
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeGreaterThan(GRACE_MS - 10);
    expect(slow.heard).toBe('');
  });
});
