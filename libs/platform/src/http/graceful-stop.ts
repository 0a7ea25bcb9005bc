/** A server that stops finishes what runs, refuses what is new with our error body, and lets go of its connections. */
import type { FastifyInstance } from 'fastify';
import { problem } from '#platform/problems';

/**
 * @param alive addresses that are answered to the end: a probe that asks whether the process lives must not hurry its end
 * @returns call it when the stop begins
 */
export function bindGracefulStop(server: FastifyInstance, alive: readonly string[]): () => void {
  let stopping = false;
  server.addHook('onRequest', async (request, reply) => {
    if (!stopping) return;
    void reply.header('Connection', 'close').header('X-Request-Id', request.id).header('Cache-Control', 'no-store');
    if (!alive.includes(request.url)) throw problem.unavailable('This gateway is stopping; try again.');
  });
  // an answer that was under way: the connection would keep the server from closing
  server.addHook('onSend', async (_request, reply) => {
    if (stopping) void reply.header('Connection', 'close');
  });
  return () => (stopping = true);
}
