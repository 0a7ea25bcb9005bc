/** The port behind which an application proves who is calling; the HTTP server asks it before a body is read. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRule } from './access.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authenticator on every admitted request; what it is, the application knows. */
    caller?: unknown;
    /** Set while a request with an Idempotency-Key runs. */
    pendingAnswer?: { writer(view: View): unknown };
  }
}

export abstract class RequestAuthenticator {
  /** Looks at an address behind which nobody is asked who calls, or nothing is: a secret in it is spoilt all the same. */
  abstract screen(request: FastifyRequest, reply: FastifyReply): Promise<void>;

  /**
   * Proves the credential, counts the call against its limits, checks kind and scope, in that order.
   * @returns the caller, which the route gets through `@CallerOf()`
   * @throws Problem 401, 429, 403 (400 for ambiguous credentials)
   */
  abstract authenticate(request: FastifyRequest, reply: FastifyReply, rule: AccessRule): Promise<unknown>;
}

/** Makes the body of an answer from the outcome of the effect; given to `@CallerOf` by routes that honour Idempotency-Key. */
type View = (outcome: never) => unknown;

/** Parameter decorator: the authenticated caller; with a view, it also carries `answer`, which stores the answer. */
export const CallerOf = createParamDecorator((view: View | undefined, context: ExecutionContext): unknown => {
  const { caller, pendingAnswer } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!view || !pendingAnswer) return caller;
  return Object.create(caller as object, { answer: { value: pendingAnswer.writer(view), enumerable: true } });
});
