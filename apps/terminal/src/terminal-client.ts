/** The terminal's side of the protocol, one verb each; renews its token, asks again when trouble may pass. */
import { randomUUID } from 'node:crypto';
import type { Line, Question } from './line.js';
import type { TerminalMemory } from './memory.js';
import { type Patience, patiently } from './patience.js';
import { Refused } from './trouble.js';
import type * as wire from './wire.js';

const ANSWER_WITHIN_MS = 15_000;
/** On top of the wait that a long poll asked for. */
const POLL_GRACE_MS = 10_000;
/** A token is renewed before it ends, so that no request starts with a dying one. */
const RENEW_BEFORE_END_MS = 60_000;

export interface ClientOptions {
  line: Line;
  memory: TerminalMemory;
  now: () => number;
  patience: Patience;
}

type Manner = Partial<Pick<Question, 'timeoutMs' | 'idempotencyKey'>>;

export class TerminalClient {
  constructor(private readonly options: ClientOptions) {}

  /** The same terminal with more or less patience, or another signal to stop at. */
  with(patience: Partial<Patience>): TerminalClient {
    return new TerminalClient({ ...this.options, patience: { ...this.options.patience, ...patience } });
  }

  register(): Promise<wire.Registration> {
    const { about } = this.options.memory.read();
    return this.askAsKey('/v1/terminal/registrations', about, randomUUID());
  }

  async pollRegistration(registrationId: string): Promise<wire.RegistrationProgress> {
    const path = `/v1/terminal/registrations/${registrationId}/poll`;
    const progress = await this.askAsKey<wire.RegistrationProgress>(path, {});
    if (progress.status === 'registered') {
      const { device_id, project_id } = progress;
      this.options.memory.write({ device_id, project_id, access_token: undefined });
    }
    return progress;
  }

  /** Heartbeat and work in one; a new configuration is remembered, and so acknowledged by the next poll. */
  async poll(question: wire.PollQuestion): Promise<wire.PollAnswer> {
    const { memory } = this.options;
    const { about, config_version } = memory.read();
    const body = { app_version: about.app_version, config_version, ...question };
    const how = { timeoutMs: question.wait_s * 1000 + POLL_GRACE_MS };
    const answer = await this.askAsDevice<wire.PollAnswer>('/v1/terminal/poll', body, how);
    if (answer.config) memory.write({ config_version: answer.config.config_version });
    return answer;
  }

  ack(sessionId: string): Promise<wire.AckAnswer> {
    return this.askAsDevice(`/v1/terminal/sessions/${sessionId}/ack`, {});
  }

  /** The same `seq` may be sent again with the same bytes as often as it takes. */
  sendCapture(
    sessionId: string,
    body: { seq: number; challenge: string; capture: wire.Capture },
  ): Promise<wire.CaptureAnswer> {
    return this.askAsDevice(`/v1/terminal/sessions/${sessionId}/captures`, body);
  }

  fail(sessionId: string, body: { code: string; message?: string }): Promise<{ session: wire.Session }> {
    const idempotencyKey = randomUUID();
    return this.askAsDevice(`/v1/terminal/sessions/${sessionId}/fail`, body, { idempotencyKey });
  }

  /** `scan_ref` makes each scan count once, however often it is sent. */
  async sendScans(scans: wire.Scan[]): Promise<wire.ScanAnswer[]> {
    const { results } = await this.askAsDevice<{ results: wire.ScanAnswer[] }>('/v1/terminal/scans', { scans });
    return results;
  }

  /** Remembered before use: a number that may have been sent is never given again. */
  nextCounter(): number {
    const counter = this.options.memory.read().counter + 1;
    this.options.memory.write({ counter });
    return counter;
  }

  /** The token at hand, or a new one. */
  async token(): Promise<string> {
    const { memory, now } = this.options;
    const { access_token, token_expires_at_ms = 0 } = memory.read();
    if (access_token !== undefined && token_expires_at_ms - now() > RENEW_BEFORE_END_MS) return access_token;
    const answer = (await this.ask({ path: '/v1/terminal/token', body: {} })) as wire.TokenAnswer;
    const { device_id, project_id } = answer;
    const tokenExpiresAtMs = now() + answer.expires_in * 1000;
    memory.write({ device_id, project_id, access_token: answer.access_token, token_expires_at_ms: tokenExpiresAtMs });
    return answer.access_token;
  }

  private askAsKey<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T> {
    return patiently(() => this.ask({ path, body, idempotencyKey }), this.options.patience) as Promise<T>;
  }

  private askAsDevice<T>(path: string, body: unknown, how: Manner = {}): Promise<T> {
    const attempt = async () => this.ask({ path, body, ...how, accessToken: await this.token() });
    const withFreshToken = async () => {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 401) throw error;
        this.options.memory.write({ access_token: undefined });
        return attempt();
      }
    };
    return patiently(withFreshToken, this.options.patience) as Promise<T>;
  }

  private ask(question: Pick<Question, 'path' | 'body' | 'accessToken'> & Manner): Promise<unknown> {
    const { line, patience } = this.options;
    return line.ask({ ...question, timeoutMs: question.timeoutMs ?? ANSWER_WITHIN_MS, signal: patience.signal });
  }
}
