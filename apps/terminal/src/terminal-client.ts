/** A method for each request of the terminal protocol; renews the access token and retries what may succeed later. */
import { randomUUID } from 'node:crypto';
import type { Transport, TransportRequest } from './transport.js';
import type { StateStore } from './state-store.js';
import { type RetryPolicy, withRetries } from './retry.js';
import { RefusalError } from './errors.js';
import type * as wire from './wire.js';

const ANSWER_TIMEOUT_MS = 15_000;
/** Added to the wait of a long poll. */
const POLL_GRACE_MS = 10_000;
/** A token is renewed before it expires, so that no request arrives with an expired one. */
const RENEW_BEFORE_END_MS = 60_000;

export interface ClientOptions {
  transport: Transport;
  store: StateStore;
  now: () => number;
  retry: RetryPolicy;
}

type RequestOptions = Partial<Pick<TransportRequest, 'timeoutMs' | 'idempotencyKey'>>;

export class TerminalClient {
  constructor(private readonly options: ClientOptions) {}

  /** The same terminal with another retry policy or stop signal. */
  with(retry: Partial<RetryPolicy>): TerminalClient {
    return new TerminalClient({ ...this.options, retry: { ...this.options.retry, ...retry } });
  }

  register(): Promise<wire.Registration> {
    const { about } = this.options.store.read();
    return this.sendWithProof('/v1/terminal/registrations', about, randomUUID());
  }

  async pollRegistration(registrationId: string): Promise<wire.RegistrationProgress> {
    const path = `/v1/terminal/registrations/${registrationId}/poll`;
    const progress = await this.sendWithProof<wire.RegistrationProgress>(path, {});
    if (progress.status === 'registered') {
      const { device_id, project_id } = progress;
      this.options.store.write({ device_id, project_id, access_token: undefined });
    }
    return progress;
  }

  /** Heartbeat and work in one; a new configuration is remembered, and so acknowledged by the next poll. */
  async poll(request: wire.PollRequest): Promise<wire.PollAnswer> {
    const { store } = this.options;
    const { about, config_version } = store.read();
    const body = { app_version: about.app_version, config_version, ...request };
    const how = { timeoutMs: request.wait_s * 1000 + POLL_GRACE_MS };
    const answer = await this.sendWithToken<wire.PollAnswer>('/v1/terminal/poll', body, how);
    if (answer.config) store.write({ config_version: answer.config.config_version });
    return answer;
  }

  ack(sessionId: string): Promise<wire.AckAnswer> {
    return this.sendWithToken(`/v1/terminal/sessions/${sessionId}/ack`, {});
  }

  /** The same `seq` may be sent again with the same bytes as often as it takes. */
  sendCapture(
    sessionId: string,
    body: { seq: number; challenge: string; capture: wire.Capture },
  ): Promise<wire.CaptureAnswer> {
    return this.sendWithToken(`/v1/terminal/sessions/${sessionId}/captures`, body);
  }

  fail(sessionId: string, body: { code: string; message?: string }): Promise<{ session: wire.Session }> {
    const idempotencyKey = randomUUID();
    return this.sendWithToken(`/v1/terminal/sessions/${sessionId}/fail`, body, { idempotencyKey });
  }

  /** `scan_ref` makes each scan count once, however often it is sent. */
  async sendScans(scans: wire.Scan[]): Promise<wire.ScanAnswer[]> {
    const { results } = await this.sendWithToken<{ results: wire.ScanAnswer[] }>('/v1/terminal/scans', { scans });
    return results;
  }

  /** Remembered before use: a number that may have been sent is never given again. */
  nextCounter(): number {
    const counter = this.options.store.read().counter + 1;
    this.options.store.write({ counter });
    return counter;
  }

  /** The token at hand, or a new one. */
  async token(): Promise<string> {
    const { store, now } = this.options;
    const { access_token, token_expires_at_ms = 0 } = store.read();
    if (access_token !== undefined && token_expires_at_ms - now() > RENEW_BEFORE_END_MS) return access_token;
    const answer = (await this.send({ path: '/v1/terminal/token', body: {} })) as wire.TokenAnswer;
    const { device_id, project_id } = answer;
    const tokenExpiresAtMs = now() + answer.expires_in * 1000;
    store.write({ device_id, project_id, access_token: answer.access_token, token_expires_at_ms: tokenExpiresAtMs });
    return answer.access_token;
  }

  private sendWithProof<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T> {
    return withRetries(() => this.send({ path, body, idempotencyKey }), this.options.retry) as Promise<T>;
  }

  private sendWithToken<T>(path: string, body: unknown, how: RequestOptions = {}): Promise<T> {
    const attempt = async () => this.send({ path, body, ...how, accessToken: await this.token() });
    const withFreshToken = async () => {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof RefusalError) || error.status !== 401) throw error;
        this.options.store.write({ access_token: undefined });
        return attempt();
      }
    };
    return withRetries(withFreshToken, this.options.retry) as Promise<T>;
  }

  private send(request: Pick<TransportRequest, 'path' | 'body' | 'accessToken'> & RequestOptions): Promise<unknown> {
    const { transport, retry } = this.options;
    return transport.send({ ...request, timeoutMs: request.timeoutMs ?? ANSWER_TIMEOUT_MS, signal: retry.signal });
  }
}
