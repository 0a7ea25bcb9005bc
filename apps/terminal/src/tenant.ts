/** The tenant's side of the public API, as far as the demo and the fleet use it. */
import { randomUUID } from 'node:crypto';
import { readRetryAfter } from './backoff.js';
import { withRetries } from './retry.js';
import { isRefusal, RefusalError, UnreachableError } from './errors.js';
import type { Capture, Session } from './wire.js';

/** What a gateway in development writes into its data folder once it is ready. */
export interface DevelopmentFile {
  base_url: string;
  organization_id: string;
  environment_id: string;
  project_id: string;
  admin_token: string;
  api_key: string;
  console_url: string;
}

export interface Device {
  device_id: string;
  name: string;
}

export interface Member {
  member_id: string;
  display_name: string | null;
}

export interface IdentifyAnswer {
  scan_id: string;
  matched: boolean;
  member_id: string | null;
  confidence: number | null;
}

export interface ScanResult {
  scan_id: string;
  operation: string;
  result: string;
  member_id?: string;
}

const ANSWER_TIMEOUT_MS = 45_000;
const GIVE_UP_AFTER_MS = 30_000;
const FINAL = ['completed', 'failed', 'cancelled', 'expired'];

export class Tenant {
  constructor(private readonly facts: DevelopmentFile) {}

  get gateway(): string {
    return this.facts.base_url;
  }

  completeRegistration(registrationCode: string, name: string): Promise<Device> {
    return this.send('POST', '/devices', { registration_code: registrationCode, name });
  }

  /** Lets terminals show names. */
  async showNames(): Promise<void> {
    await this.send('PATCH', '', { settings: { display_fields: ['display_name'] } }, this.asAdmin());
  }

  createMember(displayName: string): Promise<Member> {
    return this.send('POST', '/members', { display_name: displayName });
  }

  async listMembers(): Promise<Member[]> {
    return (await this.send<{ data: Member[] }>('GET', '/members')).data;
  }

  async deleteMember(memberId: string): Promise<void> {
    await this.send('DELETE', `/members/${memberId}`).catch((error: unknown) => {
      if (!isRefusal(error, 'not_found')) throw error; // the first of two tries did it
    });
  }

  /** Final; needs an administrator. */
  async decommission(deviceId: string): Promise<void> {
    await this.send('POST', `/v1/devices/${deviceId}/decommission`, undefined, this.asAdmin());
  }

  startEnrollment(
    deviceId: string,
    body: { member_id: string; hand?: 'left' | 'right'; expires_in_s?: number },
  ): Promise<Session> {
    return this.send('POST', `/v1/devices/${deviceId}/enrollment`, body);
  }

  /** Follows a session by its version until it has ended. */
  async awaitEnd(deviceId: string, started: Session): Promise<Session> {
    let session = started;
    while (!FINAL.includes(session.status)) {
      const request = { session_id: session.session_id, last_version: session.version, wait_s: 20 };
      const path = `/v1/devices/${deviceId}/enrollment/poll`;
      const answer = await this.send<{ session: Session | null }>('POST', path, request);
      if (answer.session === null) throw new Error(`session ${started.session_id} is gone from its device`);
      session = answer.session;
    }
    return session;
  }

  session(sessionId: string): Promise<Session> {
    return this.send('GET', `/v1/enrollment-sessions/${sessionId}`);
  }

  identify(capture: Capture): Promise<IdentifyAnswer> {
    return this.send('POST', '/identify', { capture });
  }

  scanResult(scanId: string): Promise<ScanResult> {
    return this.send('GET', `/v1/scan-results/${scanId}`);
  }

  /** Newest first. */
  listScanResults(): Promise<{ data: ScanResult[]; total: number }> {
    return this.send('GET', '/scan-results?per_page=100');
  }

  private asAdmin(): Record<string, string> {
    return { Authorization: `Bearer ${this.facts.admin_token}` };
  }

  /** Retried while the error may pass; what creates something carries an idempotency key. */
  private send<T>(method: string, path: string, body?: unknown, credential?: Record<string, string>): Promise<T> {
    const headers: Record<string, string> = { ...(credential ?? { 'X-API-Key': this.facts.api_key }) };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (method === 'POST' && !path.endsWith('/poll')) headers['Idempotency-Key'] = randomUUID();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const attempt = () => this.sendOnce<T>(path, { method, headers, body: text });
    return withRetries(attempt, { giveUpAfterMs: GIVE_UP_AFTER_MS });
  }

  /** Paths that do not begin with /v1 are the project's. */
  private async sendOnce<T>(path: string, init: RequestInit): Promise<T> {
    const { base_url, project_id } = this.facts;
    const url = base_url + (path.startsWith('/v1/') ? path : `/v1/projects/${project_id}${path}`);
    const what = `${init.method} ${new URL(url).pathname}`;
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const response = await fetch(url, { ...init, signal }).catch((error: Error & { cause?: Error }) => {
      throw new UnreachableError(`${what}: ${error.cause?.message ?? error.message}`);
    });
    const answer = (await response.json().catch(() => ({}))) as { error?: { code?: string; message?: string } };
    if (response.ok) return answer as T;
    const code = answer.error?.code ?? `http_${response.status}`;
    const message = `${what}: ${response.status} ${code} ${answer.error?.message ?? ''}`;
    const retryAfterMs = readRetryAfter(response.headers.get('Retry-After'), Date.now());
    throw new RefusalError({ status: response.status, code, message, retryAfterMs });
  }
}
