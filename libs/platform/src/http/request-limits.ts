/** Until when a request's answer is wanted: its client may go, and its deadline may pass. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { signalOf } from './request-signal.js';

export interface RequestLimits {
  /** Aborted when the client has gone before its answer. */
  readonly signal: AbortSignal;
  /** On the clock of `performance.now()`, ms. */
  readonly deadline: number;
}

/** Parameter decorator: `@LimitedTo(2_000) limits: RequestLimits`, milliseconds from when the body was read. */
export const LimitedTo = createParamDecorator((ms: number, context: ExecutionContext): RequestLimits => {
  const response = context.switchToHttp().getResponse<FastifyReply>().raw;
  return { signal: signalOf(response), deadline: performance.now() + ms };
});
