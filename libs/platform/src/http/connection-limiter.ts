/** Requests that arrive on one connection without waiting for answers take turns: one client cannot occupy the database alone. */
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Of one connection at once; an honest client that waits for its answers has one. */
const MAX_AT_ONCE = 4;
/** So many wait before the connection is read no further. */
const MAX_WAITING = 32;

class ConnectionLimiter {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private paused = false;

  constructor(private readonly socket: Socket) {}

  take(): Promise<void> | undefined {
    if (this.running < MAX_AT_ONCE) {
      this.running++;
      return undefined;
    }
    if (!this.paused && this.waiting.length >= MAX_WAITING) {
      this.paused = true;
      this.socket.pause();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  giveBack(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
    if (!this.paused || this.waiting.length > MAX_WAITING / 2) return;
    this.paused = false;
    this.socket.resume();
  }
}

/** Must be bound before every other hook. */
export function bindConnectionLimiter(server: FastifyInstance): void {
  const ofSocket = new WeakMap<Socket, ConnectionLimiter>();
  server.addHook('onRequest', async (request: FastifyRequest, reply) => {
    const { socket } = request.raw;
    let turns = ofSocket.get(socket);
    if (!turns) ofSocket.set(socket, (turns = new ConnectionLimiter(socket)));
    const turn = turns.take();
    reply.raw.once('close', () => turns.giveBack());
    if (turn) await turn;
  });
}
