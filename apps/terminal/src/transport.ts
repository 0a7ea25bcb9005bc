/** Sends one request with its DPoP proof and reads the answer; renews the gateway's nonce by itself. */
import { readRetryAfter } from './backoff.js';
import { prove, type TerminalKey } from './dpop.js';
import { RefusalError, UnreachableError } from './errors.js';
import { linkedAbort } from './cancellation.js';

export interface TransportRequest {
  path: string;
  body: unknown;
  accessToken?: string;
  /** Makes a request count once that has no number of its own. */
  idempotencyKey?: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** What the client sends through; the fleet wraps it to inject faults. */
export interface Transport {
  send(request: TransportRequest): Promise<unknown>;
}

export interface TransportOptions {
  origin: string;
  key: TerminalKey;
  now: () => number;
}

/** One renewal when the nonce is stale, one more when it went stale under way. */
const NONCE_RENEWALS = 2;
const METHOD = 'POST';

export class HttpTransport implements Transport {
  private nonce: string | undefined;

  constructor(private readonly options: TransportOptions) {}

  async send(request: TransportRequest): Promise<unknown> {
    for (let renewals = 0; ; renewals++) {
      try {
        return await this.sendOnce(request);
      } catch (error) {
        const stale = error instanceof RefusalError && error.status === 401 && error.code === 'use_dpop_nonce';
        if (!stale || this.nonce === undefined || renewals === NONCE_RENEWALS) throw error;
      }
    }
  }

  private async sendOnce(request: TransportRequest): Promise<unknown> {
    const { origin, key, now } = this.options;
    const url = origin + request.path;
    const { accessToken } = request;
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      DPoP: await prove(key, { method: METHOD, url, nowMs: now(), nonce: this.nonce, accessToken }),
    };
    if (accessToken !== undefined) headers.Authorization = `DPoP ${accessToken}`;
    if (request.idempotencyKey !== undefined) headers['Idempotency-Key'] = request.idempotencyKey;
    const { response, text } = await exchange(url, headers, request);
    this.nonce = response.headers.get('DPoP-Nonce') ?? this.nonce;
    const body = parseJson(text);
    if (!response.ok) throw refusalOf(response, body, now());
    if (body === undefined) throw new UnreachableError(`${origin} does not answer as a gateway (no JSON)`);
    return body;
  }
}

async function exchange(url: string, headers: Record<string, string>, { body, timeoutMs, signal }: TransportRequest) {
  const { controller, release } = linkedAbort(signal);
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    const response = await fetch(url, {
      method: METHOD,
      headers,
      body: JSON.stringify(body),
      redirect: 'error',
      signal: controller.signal,
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw new UnreachableError(`no answer from ${new URL(url).origin}: ${rootOf(error)}`);
  } finally {
    clearTimeout(timer);
    release();
  }
}

function refusalOf(response: Response, body: unknown, nowMs: number): RefusalError {
  const error = (body as { error?: Record<string, unknown> } | undefined)?.error ?? {};
  const details = (error.details ?? {}) as Record<string, unknown>;
  const stated = typeof details.retry_after_s === 'number' ? details.retry_after_s * 1000 : undefined;
  return new RefusalError({
    status: response.status,
    code: typeof error.code === 'string' ? error.code : `http_${response.status}`,
    message: typeof error.message === 'string' ? error.message : `the gateway answered ${response.status}`,
    details,
    retryAfterMs: readRetryAfter(response.headers.get('Retry-After'), nowMs) ?? stated,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** fetch wraps the reason a person could act on, such as ECONNREFUSED, in one that says nothing. */
function rootOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  return cause?.code ?? cause?.message ?? message;
}
