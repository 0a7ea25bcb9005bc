/**
 * A server that stops waits for the requests under way and for nothing else. Node by itself also waits for connections on
 * which nothing ever arrived, and for those that stay open after their last answer: a minute and more.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Requests that are under way when the stop begins have this long; main.ts allows a little more. */
const GRACE_MS = 5_000;

interface ConnectionUse {
  /** Requests under way. */
  running: number;
  /** Has asked something by HTTP; a WebSocket never has. */
  asked: boolean;
}

export function bindStopping(server: FastifyInstance, graceMs = GRACE_MS): void {
  const open = new Map<Socket, ConnectionUse>();
  let stopping = false;
  server.server.on('connection', (socket: Socket) => {
    open.set(socket, { running: 0, asked: false });
    socket.once('close', () => open.delete(socket));
  });
  server.server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    const use = open.get(socket);
    if (!use) return;
    use.asked = true;
    use.running++;
    answer.once('close', () => {
      use.running--;
      if (stopping && use.running === 0) socket.destroySoon();
    });
  });
  server.addHook('preClose', async () => {
    stopping = true;
    for (const [socket, { running, asked }] of open)
      if (running === 0 && (asked || socket.bytesRead === 0)) socket.destroySoon();
    setTimeout(() => [...open.keys()].forEach((socket) => socket.destroy()), graceMs).unref();
  });
}
