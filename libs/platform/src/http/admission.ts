/** What every request meets before its body is read: sane framing, a route, and the gatekeeper. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestAuthenticator } from '#platform/access';
import { Problem, problem } from '#platform/problems';

interface KnownRoute {
  method: string;
  pattern: RegExp;
}

/** Binds admission to the server; routes registered afterwards are covered. */
export function bindAdmission(server: FastifyInstance, authenticator: () => RequestAuthenticator): void {
  const routes: KnownRoute[] = [];
  server.addHook('onRoute', (route) => {
    const pattern = new RegExp(
      `^${route.url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z_]+/g, '[^/]+')}$`,
    );
    for (const method of [route.method].flat()) routes.push({ method, pattern });
  });
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('X-Request-Id', request.id).header('Cache-Control', 'no-store');
    checkFraming(request);
    const rule = request.is404 ? undefined : request.routeOptions.config.access;
    if (!rule) await authenticator().screen(request, reply);
    if (request.is404) throw refusalOfUnknown(request, reply, routes);
    if (!rule) return;
    request.caller = await authenticator().authenticate(request, reply, rule);
  });
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.is404 ? undefined : request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: request.ip,
      },
      'request',
    );
  });
}

/** Node hands some ambiguous framings to the application; none of them is ours. */
function checkFraming(request: FastifyRequest): void {
  const { headers, raw } = request;
  if (raw.httpVersionMajor !== 1) throw new Problem('invalid', 'bad_request', 'Speak HTTP/1.1.');
  if (!headers.host) throw new Problem('invalid', 'bad_request', 'The Host header is missing.');
  if (raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host').length > 1)
    throw new Problem('invalid', 'bad_request', 'The Host header stands there twice.');
  const announced = headers['content-length'] !== undefined && headers['content-length'] !== '0';
  if ((announced || headers['transfer-encoding'] !== undefined) && (raw.method === 'GET' || raw.method === 'HEAD'))
    throw new Problem('invalid', 'bad_request', `A ${raw.method} has no body.`);
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw new Problem('invalid', 'bad_request', 'Only the transfer coding "chunked" is understood.');
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
    throw new Problem('unsupported', 'unsupported_media_type', 'Send the body without a content coding.');
}

function refusalOfUnknown(request: FastifyRequest, reply: FastifyReply, routes: KnownRoute[]): Problem {
  const path = request.url.split('?', 1)[0]!;
  const allowed = [...new Set(routes.filter((route) => route.pattern.test(path)).map((route) => route.method))];
  if (allowed.length === 0 || allowed.includes(request.method)) return problem.notFound();
  void reply.header('Allow', allowed.join(', '));
  return new Problem('method-not-allowed', 'method_not_allowed', `This address answers ${allowed.join(', ')}.`);
}
