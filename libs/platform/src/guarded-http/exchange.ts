/** One request to one checked address, and as much of the answer as we care to read; whatever happens, it ends and its outcome is reported. */
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { type Failure, failureOf } from './failure.js';
import type { ConnectionMarks, PinnedAgents } from './pinned-agents.js';

export interface PinnedRequest {
  /** A checked address. */
  address: string;
  port: number;
  secure: boolean;
  /** For SNI and the certificate; null for an address literal. */
  serverName: string | null;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  agents: PinnedAgents;
  /** Its reason becomes the failure. */
  signal: AbortSignal;
  maxBodyBytes: number;
}

export interface HttpResponse {
  statusCode: number | null;
  headers: Record<string, string>;
  body: Buffer;
  truncated: boolean;
  connectMs: number | null;
  tlsMs: number | null;
  ttfbMs: number | null;
  /** The connection had served before: it may have been closed under our hands. */
  reused: boolean;
  failure: Failure | null;
}

const MAX_INTERIM_ANSWERS = 16;
const MAX_HEADER_BYTES = 16 * 1024;

export function exchange(wanted: PinnedRequest): Promise<HttpResponse> {
  return new Promise((resolve) => new HttpExchange(wanted, resolve).begin());
}

class HttpExchange {
  private readonly marks: ConnectionMarks = { dialedAt: 0, connectedAt: 0, securedAt: 0, ledElsewhere: false };
  private readonly chunks: Buffer[] = [];
  private kept = 0;
  private interim = 0;
  private startedAt = 0;
  private answeredAt = 0;
  private request!: ClientRequest;
  private response: IncomingMessage | null = null;
  private ended = false;

  constructor(
    private readonly wanted: PinnedRequest,
    private readonly resolve: (exchanged: HttpResponse) => void,
  ) {}

  begin(): void {
    const { wanted } = this;
    this.startedAt = performance.now();
    const options = {
      method: 'POST',
      host: wanted.address,
      port: wanted.port,
      path: wanted.path,
      headers: wanted.headers,
      agent: wanted.secure ? wanted.agents.secure : wanted.agents.plain,
      maxHeaderSize: MAX_HEADER_BYTES,
      ...(wanted.serverName === null ? {} : { servername: wanted.serverName }),
      marks: this.marks,
    };
    this.request = wanted.secure ? https.request(options) : http.request(options);
    this.request.on('response', (response) => this.read(response));
    this.request.on('information', () => {
      if (++this.interim > MAX_INTERIM_ANSWERS)
        this.end({ code: 'invalid_response', message: 'Too many interim answers.' });
    });
    this.request.on('upgrade', (_response, socket) => {
      socket.destroy();
      this.end({ code: 'invalid_response', message: 'The receiver wants to switch protocols.' });
    });
    this.request.on('error', (error) => this.fail(error));
    this.request.on('close', () => this.fail(new Error('closed')));
    wanted.signal.addEventListener('abort', this.onAbort, { once: true });
    if (wanted.signal.aborted) this.onAbort();
    else this.request.end(wanted.body);
  }

  private readonly onAbort = () => this.end(this.wanted.signal.reason as Failure);

  private read(response: IncomingMessage): void {
    this.response = response;
    this.answeredAt = performance.now();
    response.on('data', (chunk: Buffer) => {
      const remaining = this.wanted.maxBodyBytes - this.kept;
      this.chunks.push(chunk.length > remaining ? chunk.subarray(0, remaining) : chunk);
      this.kept += Math.min(chunk.length, remaining);
      if (chunk.length > remaining) this.end(null, true);
    });
    response.on('end', () => this.end(null));
    response.on('error', (error) => this.fail(error));
    response.on('aborted', () =>
      this.end({ code: 'connection_reset', message: 'The connection broke inside the answer.' }),
    );
  }

  private fail(error: Error): void {
    this.end(failureOf(error, this.marks, this.wanted.secure));
  }

  private end(failure: Failure | null, truncated = false): void {
    if (this.ended) return;
    this.ended = true;
    this.wanted.signal.removeEventListener('abort', this.onAbort);
    if (failure !== null || truncated) this.request.destroy();
    const { dialedAt, connectedAt, securedAt } = this.marks;
    const reused = this.request.reusedSocket;
    const readyAt = reused ? this.startedAt : this.wanted.secure ? securedAt : connectedAt;
    this.resolve({
      statusCode: this.response?.statusCode ?? null,
      headers: headersOf(this.response),
      body: Buffer.concat(this.chunks),
      truncated,
      connectMs: reused ? 0 : connectedAt > 0 ? connectedAt - dialedAt : null,
      tlsMs: reused ? 0 : securedAt > 0 ? securedAt - connectedAt : null,
      ttfbMs: this.answeredAt > 0 && readyAt > 0 ? this.answeredAt - readyAt : null,
      reused,
      failure,
    });
  }
}

function headersOf(response: IncomingMessage | null): Record<string, string> {
  const headers = Object.entries(response?.headers ?? {});
  return Object.fromEntries(
    headers.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
