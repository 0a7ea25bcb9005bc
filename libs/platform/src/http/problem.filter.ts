/** The one filter of HTTP: every refusal leaves with the contract's error body, the framework's own refusals too. */
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemBody, statusOf } from '#platform/problems';
import { problemOf } from './problem-of.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, foreseen } = problemOf(thrown);
  if (!foreseen) request.log.error({ err: thrown }, 'request failed unforeseen');
  else if (problem.kind === 'unavailable') request.log.warn({ err: thrown }, 'request found a part unavailable');
  if (reply.sent) return;
  const retryAfterS = (problem.details as { retry_after_s?: number } | undefined)?.retry_after_s;
  if (retryAfterS !== undefined) void reply.header('Retry-After', String(Math.ceil(retryAfterS)));
  else if (problem.kind === 'unavailable') void reply.header('Retry-After', '1');
  const { access } = request.routeOptions.config;
  if (access?.who === 'terminal' || access?.who === 'proof') void reply.header('Thenar-Error', problem.code); // some lose the body of a 401
  const beside = access?.explainsByStatus ? { status: problem.code } : {};
  void reply
    .status(statusOf(problem))
    .header('X-Request-Id', request.id)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...problemBody(problem, request.id, request.server.docsOrigin()), ...beside });
}
