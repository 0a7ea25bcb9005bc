/** The tenant's server asks: every step is asked for again with one key until it is acknowledged or refused for good. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

type Body = Record<string, unknown>;

const ASK_AGAIN_MS = 700;
const REQUEST_MS = 20_000;

export class TenantLine {
  /** Refused for good, each with its reason: none of them may leave more than its own record. */
  readonly refused: string[] = [];
  /** Requests that wait for their answer right now. */
  asking = 0;

  constructor(
    private readonly url: string,
    private readonly projectId: string,
    private readonly key: string,
  ) {}

  /** @returns the acknowledged answer, or null when it was refused for good */
  async ask(what: string, body: object): Promise<Body | null> {
    const key = randomUUID();
    for (;;) {
      const answer = await this.send('POST', what, { 'Idempotency-Key': key }, body);
      if (answer !== null && answer.status < 300) return answer.body;
      const code = (answer?.body.error as { code?: string } | undefined)?.code ?? '';
      const passing = answer === null || answer.status >= 500 || code === 'idempotency_in_progress';
      if (!passing) {
        this.refused.push(`${what.replace(/^.*\//, '')} ${code}`);
        return null;
      }
      await sleep(ASK_AGAIN_MS);
    }
  }

  /** Looks again and again until it sees what it waits for. */
  async until(what: string, holds: (body: Body) => boolean): Promise<Body> {
    for (;;) {
      const answer = await this.send('GET', what, {});
      if (answer?.status === 200 && holds(answer.body)) return answer.body;
      await sleep(ASK_AGAIN_MS);
    }
  }

  private async send(method: string, what: string, headers: Record<string, string>, body?: object) {
    this.asking++;
    const path = what.startsWith('/v1/') ? what : `/v1/projects/${this.projectId}/${what}`;
    try {
      const response = await fetch(this.url + path, {
        method,
        headers: { 'X-API-Key': this.key, ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      return { status: response.status, body: (await response.json()) as Body };
    } catch {
      return null; // killed under the request: whether it took effect is what the key will show
    } finally {
      this.asking--;
    }
  }
}
