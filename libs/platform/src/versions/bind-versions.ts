/** Bodies of older clients are brought up to date before they are checked, answers are brought back before they leave. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiVersions } from './api-versions.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the request arrives. */
    apiVersion?: string;
  }
}

/** @param versions asked when a request comes, because the server is made before it */
export function bindVersions(server: FastifyInstance, versions: () => ApiVersions): void {
  const isOld = ({ apiVersion }: FastifyRequest) => apiVersion !== undefined && apiVersion !== versions().latest();
  server.addHook('preHandler', (request, _reply, done) => {
    if (isOld(request))
      request.body = versions().upgradeRequest(operationOf(request), request.apiVersion!, request.body);
    done();
  });
  server.addHook('preSerialization', (request, reply, answer, done) => {
    if (reply.statusCode >= 400 || !isOld(request)) return done(null, answer);
    done(null, versions().downgradeAnswer(operationOf(request), request.apiVersion!, answer));
  });
}

const operationOf = (request: FastifyRequest) => `${request.method} ${request.routeOptions.url}`;
