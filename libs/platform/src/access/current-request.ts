/**
 * From where the work at hand was asked for. It travels beside the call, not through every signature: only records
 * want it, and none decides by it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

export interface RequestFacts {
  requestId: string;
  address: string;
}

const current = new AsyncLocalStorage<RequestFacts>();

/** For transports other than HTTP, whose handlers call this themselves. */
export function duringRequest<T>(facts: RequestFacts, work: () => T): T {
  return current.run(facts, work);
}

/** Null outside a request, e.g. in a sweep. */
export function currentRequest(): RequestFacts | null {
  return current.getStore() ?? null;
}

/** Binds it for HTTP: everything from the checked body to the answer happens inside. */
export function bindCurrentRequest(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) =>
    current.run({ requestId: request.id, address: request.ip }, done),
  );
}
