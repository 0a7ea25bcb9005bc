/** Fires when the client has gone before its answer, so that a parked request does not outlive its caller. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Parameter decorator: `@Gone() gone: AbortSignal` */
export const RequestSignal = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  return signalOf(context.switchToHttp().getResponse<FastifyReply>().raw);
});

export function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
