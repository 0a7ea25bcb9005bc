/** The port behind which an application proves who is calling; the HTTP server asks it before a body is read. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRule } from './access.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the gatekeeper on every admitted request; what it is, the application knows. */
    caller?: unknown;
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

/** Parameter decorator: who calls, as the gatekeeper found. */
export const CallerOf = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => context.switchToHttp().getRequest<FastifyRequest>().caller,
);
