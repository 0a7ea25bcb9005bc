/** The Fastify instance under Nest: limits before parsing, our error body for the parser's refusals too. */
import { fastify, type FastifyInstance, LogController } from 'fastify';
import type { AccessRule, DeclaredInputs } from '#platform/access';
import type { Clock } from '#platform/clock';
import { newId } from '#platform/ids';
import type { Logger } from '#platform/logging';
import { Problem } from '#platform/problems';
import { bindSocketRefusals, refuseUnreadable } from './parser-refusals.js';
import { bindConnectionLimiter } from './connection-limiter.js';
import { bindStopping } from './stopping.js';
import { sendProblem } from './problem.filter.js';
import { parseStrictItems } from './json-items.js';
import { parseStrictJson, StrictJsonError } from './strict-json.js';

export interface HttpLimits {
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  maxHeaderBytes: number;
}
export const HTTP_LIMITS: HttpLimits = { headersTimeoutMs: 5_000, requestTimeoutMs: 30_000, maxHeaderBytes: 16 * 1024 };

export interface HttpServerOptions {
  clock: Clock;
  logger: Logger;
  /** Proxies whose X-Forwarded-For is believed (addresses or CIDRs); empty: none. */
  trustProxy: string[];
  limits?: HttpLimits;
  /** Which pages may open a socket; default none. */
  isOwnOrigin?: (origin: string) => boolean;
  /** Under which `/docs/errors` is found, for the links in refusals; never taken from `Host`. */
  docsOrigin?: () => string;
}

declare module 'fastify' {
  interface FastifyInstance {
    docsOrigin(): string;
  }
  interface FastifyContextConfig {
    access?: AccessRule;
    takes?: DeclaredInputs;
    bodyLimit?: number;
  }
}

export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const limits = options.limits ?? HTTP_LIMITS;
  const docsOrigin = options.docsOrigin ?? (() => '');
  const server = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: () => newId(options.clock.nowMs()),
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    requestTimeout: limits.requestTimeoutMs,
    return503OnClosing: false, // last-call.ts refuses, with our error body
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: limits.maxHeaderBytes,
      requireHostHeader: false, // Node would answer 400 with an empty body; admission.ts refuses it with ours
    },
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply as never),
    clientErrorHandler: (error, socket) => refuseUnreadable(socket, error, { clock: options.clock, docsOrigin }),
  }) as unknown as FastifyInstance;
  server.decorate('docsOrigin', docsOrigin);
  bindConnectionLimiter(server);
  bindStopping(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(request.headers['content-type']))
      return done(new Problem('unsupported', 'unsupported_media_type', 'Send application/json in UTF-8.'));
    parseBody(body as Buffer, request.routeOptions.config.access?.items, done);
  });
  server.addHook('onRoute', (route) => {
    if (route.config?.bodyLimit) route.bodyLimit = route.config.bodyLimit;
  });
  server.server.maxHeadersCount = 0; // 16 KB are limit enough, and none is dropped unseen
  bindSocketRefusals(server, {
    clock: options.clock,
    isOwnOrigin: options.isOwnOrigin ?? (() => false),
    socketPath: '/socket.io/',
    docsOrigin,
  });
  return server;
}

function isUtf8(contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function parseBody(
  body: Buffer,
  items: string | undefined,
  done: (error: Error | null, value?: unknown) => void,
): void {
  const malformed = (message: string) => done(new Problem('invalid', 'malformed_json', message));
  if (body.length === 0) return done(null, undefined);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    done(null, items === undefined ? parseStrictJson(text) : parseStrictItems(text, items));
  } catch (error) {
    malformed(error instanceof StrictJsonError ? error.message : 'The body is not UTF-8.');
  }
}
