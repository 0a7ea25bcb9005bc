/** Refusals on a bare socket, where there is no request to answer: what Node's HTTP parser gave up on, CONNECT, unwanted upgrades. */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#platform/clock';
import { newId } from '#platform/ids';
import { Problem, problem, problemBody, statusOf } from '#platform/problems';

const OF_PARSER: Record<string, () => Problem> = {
  HPE_HEADER_OVERFLOW: () =>
    new Problem('headers-too-large', 'headers_too_large', 'The header section is larger than 16 KB.'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new Problem('timeout', 'request_timeout', 'The request did not arrive in time.'),
};
const notHttp = () => new Problem('invalid', 'bad_request', 'This is not HTTP that can be read.');
/** A refused peer that does not hang up is hung up on. */
const LINGER_MS = 500;

/** What an answer is made with where there is no request. */
interface AnswerFacts {
  clock: Clock;
  docsOrigin: () => string;
}

export interface SocketPolicy extends AnswerFacts {
  /** Browsers name the page that opens a WebSocket; pages of others do not get one. */
  isOwnOrigin(origin: string): boolean;
  /** The one path where a connection may become a WebSocket. */
  socketPath: string;
}

/** A content type that alone fills the header section, as of a form with an endless boundary: none of ours, however it goes on. */
const ENDLESS_TYPE = /\r\ncontent-type:[^\r\n]{8192}/i;
const unknownType = () => new Problem('unsupported', 'unsupported_media_type', 'Send application/json.');

export function refuseUnreadable(
  socket: Duplex,
  error: { code?: string; rawPacket?: unknown },
  facts: AnswerFacts,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const packet = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString('latin1') : '';
  const refusal =
    error.code === 'HPE_HEADER_OVERFLOW' && ENDLESS_TYPE.test(packet)
      ? unknownType
      : (OF_PARSER[error.code ?? ''] ?? notHttp);
  writeRefusal(socket, refusal(), facts);
}

/** Answers CONNECT, strange expectations, and every upgrade that is not a WebSocket of ours. */
export function bindSocketRefusals({ server }: FastifyInstance, policy: SocketPolicy): void {
  server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
    writeRefusal(socket, new Problem('method-not-allowed', 'method_not_allowed', 'This is not a proxy.'), policy),
  );
  server.on('checkExpectation', (request: IncomingMessage) =>
    writeRefusal(
      request.socket,
      new Problem('invalid', 'bad_request', 'Only "Expect: 100-continue" is understood.'),
      policy,
    ),
  );
  // before any listener sees it: the socket library would leave a foreign upgrade without an answer
  const emit = server.emit.bind(server) as (event: string, ...args: unknown[]) => boolean;
  server.emit = (event: string, ...args: unknown[]) => {
    const refusal = event === 'upgrade' ? refusalOfUpgrade(args[0] as IncomingMessage, policy) : null;
    if (!refusal) return emit(event, ...args);
    writeRefusal(args[1] as Duplex, refusal, policy);
    return true;
  };
  server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => {
    if (server.listenerCount('upgrade') === 1) writeRefusal(socket, problem.notFound(), policy); // nobody serves sockets here
  });
}

function refusalOfUpgrade({ headers, url }: IncomingMessage, policy: SocketPolicy): Problem | null {
  if (headers.upgrade?.toLowerCase() !== 'websocket')
    return new Problem('upgrade-required', 'upgrade_required', 'Speak HTTP/1.1 here, or WebSocket.');
  if (headers.origin !== undefined && !policy.isOwnOrigin(headers.origin))
    return new Problem('forbidden', 'foreign_origin', 'Pages of another origin get no socket here.');
  return url?.split('?', 1)[0] === policy.socketPath ? null : problem.notFound();
}

function writeRefusal(socket: Duplex, refusal: Problem, { clock, docsOrigin }: AnswerFacts): void {
  const requestId = newId(clock.nowMs());
  const body = JSON.stringify(problemBody(refusal, requestId, docsOrigin()));
  const status = statusOf(refusal);
  socket.on('error', () => socket.destroy()); // a detached socket has no other listener, and an unheard error ends the process
  socket.resume();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Request-Id: ${requestId}\r\nCache-Control: no-store\r\n` +
      `${status === 426 ? 'Upgrade: websocket\r\nConnection: Upgrade, close' : 'Connection: close'}\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
