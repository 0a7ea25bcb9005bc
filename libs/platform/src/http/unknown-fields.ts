/** Routes that declare no body or query refuse one: an unknown field is a misunderstanding that should be heard. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#platform/problems';

export function bindUnknownFields(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    const field = unknownFieldOf(request);
    done(field === undefined ? undefined : unknownField(field));
  });
}

function unknownFieldOf({ routeOptions, query, body }: FastifyRequest): string | undefined {
  const { takes, access } = routeOptions.config;
  if (!takes || access?.who === 'terminal' || access?.who === 'proof') return undefined; // a newer app may say more
  if (!takes.query && query) for (const name in query as object) return name;
  if (takes.body || body === undefined || body === null) return undefined;
  return typeof body === 'object' ? Object.keys(body)[0] : 'body';
}

function unknownField(name: string): Problem {
  const field = name.slice(0, 100);
  const message = 'There is no such field.';
  return new Problem('invalid', 'validation_error', message, { field, details: [{ field, message }] });
}
