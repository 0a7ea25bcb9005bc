/** One call on the wire: headers, attempts, and what may be attempted again without doing anything twice. */
import { type Refusal, ThenarConnectionError, ThenarError } from './errors.js';
import type { CallOptions } from './types.js';

export interface ClientOptions {
  /** Where the gateway is, such as `https://palm.example.com`. */
  baseUrl: string;
  /** `thn_live_…` or `thn_test_…`. Never in a browser: there, give `idToken`. */
  apiKey?: string;
  /** Gives the Firebase ID token of who is signed in, asked before every attempt. */
  idToken?: () => string | Promise<string>;
  /** Stands where a call names no `project_id`. */
  projectId?: string;
  /** `X-API-Version`; without it the version that the key is pinned to. */
  apiVersion?: string;
  /** Further attempts after the first: 4 unless set. */
  maxRetries?: number;
  /** The wait before the second attempt, doubled with each: 250 unless set. */
  retryDelayMs?: number;
  /** How long one attempt may take: 30,000 unless set. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

export interface Call {
  method: string;
  /** With its query. */
  path: string;
  body?: unknown;
  /** Honours Idempotency-Key. */
  repeatable: boolean;
}

const MAX_WAIT_MS = 30_000;
/** The gateway says that nothing was done. */
const NOT_DONE = new Set([429, 503]);

export class Transport {
  constructor(private readonly options: ClientOptions) {}

  async send(call: Call, options: CallOptions = {}): Promise<unknown> {
    const key = call.repeatable ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
    const attempts = 1 + (this.options.maxRetries ?? 4);
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt(call, key, options);
      if ('answer' in outcome) return outcome.answer;
      if (attempt >= attempts || !mayRepeat(outcome.error, call, options)) throw outcome.error;
      await this.wait(attempt, outcome.retryAfterS, options.signal);
    }
  }

  private async attempt(call: Call, key: string | undefined, options: CallOptions): Promise<Outcome> {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? this.options.timeoutMs ?? 30_000);
    const request = {
      method: call.method,
      headers: await this.headers(call, key, options),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    };
    try {
      const send = this.options.fetch ?? fetch;
      const response = await send(this.options.baseUrl.replace(/\/+$/, '') + call.path, request);
      const text = await response.text();
      const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
      if (response.ok) return { answer: json ? (JSON.parse(text) as unknown) : text };
      const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN);
      return { error: new ThenarError(response.status, refusalOf(text, response)), retryAfterS };
    } catch (cause) {
      options.signal?.throwIfAborted();
      return { error: new ThenarConnectionError(`no answer from ${this.options.baseUrl}`, { cause }) };
    }
  }

  private async headers(call: Call, key: string | undefined, options: CallOptions): Promise<Record<string, string>> {
    const { apiKey, idToken, apiVersion } = this.options;
    return {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(apiKey ? { 'x-api-key': apiKey } : {}),
      ...(idToken ? { authorization: `Bearer ${await idToken()}` } : {}),
      ...(apiVersion ? { 'x-api-version': apiVersion } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
      ...(options.ifMatch ? { 'if-match': options.ifMatch } : {}),
    };
  }

  private wait(attempt: number, retryAfterS = Number.NaN, signal?: AbortSignal): Promise<void> {
    const growing = (this.options.retryDelayMs ?? 250) * 2 ** (attempt - 1) * (0.5 + Math.random());
    const ms = Math.min(MAX_WAIT_MS, Number.isFinite(retryAfterS) ? Math.max(retryAfterS * 1000, growing) : growing);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        if (signal?.aborted) reject(signal.reason as Error);
        else resolve();
      }
    });
  }
}

type Outcome = { answer: unknown } | { error: ThenarError | ThenarConnectionError; retryAfterS?: number };

/** Where the answer was lost, only what does the same when done twice: reads, named acts, and changes without If-Match. */
function mayRepeat(error: ThenarError | ThenarConnectionError, call: Call, { ifMatch }: CallOptions): boolean {
  if (error instanceof ThenarError) {
    if (error.code === 'quota_exceeded' || error.code === 'slow_down') return false;
    return NOT_DONE.has(error.status) || (call.repeatable && error.code === 'idempotency_in_progress');
  }
  return call.method === 'POST' ? call.repeatable : ifMatch === undefined;
}

function refusalOf(text: string, response: Response): Refusal {
  try {
    const { error } = JSON.parse(text) as { error?: Refusal };
    if (typeof error?.code === 'string') return error;
  } catch {
    // a proxy answered in words of its own
  }
  const request_id = response.headers.get('x-request-id') ?? undefined;
  return { code: `http_${response.status}`, message: `The answer was ${response.status}.`, request_id };
}
