/** Drives one enrollment session: acknowledge, send captures until the server has enough, or fail it with a reason. */
import type { PalmSource } from './palm-source.js';
import type { TerminalClient } from './terminal-client.js';
import { CaptureError, isRefusal, RefusalError } from './errors.js';
import { linkedAbort, delay } from './cancellation.js';
import { isFinal, type Capture, type CaptureAnswer, type Session } from './wire.js';

export interface EnrollmentEvents {
  acknowledged?: (session: Session) => void;
  captured?: (answer: CaptureAnswer, seq: number) => void;
}

export interface EnrollmentOptions {
  client: TerminalClient;
  source: PalmSource;
  /** How long a person takes to lift the hand and lay it down again. */
  paceMs: number;
  stop: AbortSignal;
  events?: EnrollmentEvents;
}

/** Failing the session of a stopping terminal may take this long. */
const ABANDON_WITHIN_MS = 2_000;
/** Shorter than the server's own interval, in case no poll reports the decision. */
const POLL_INTERVAL_MS = 2_000;

export class Enrollment {
  /** Resolves with the session's final state; rejects only with errors that the server does not know of. */
  readonly done: Promise<Session>;
  private readonly ended;
  private readonly client: TerminalClient;
  private seq: number;
  private challenge: string | null = null;
  private onUpdate: () => void = () => undefined;

  constructor(
    public session: Session,
    private readonly options: EnrollmentOptions,
  ) {
    this.ended = linkedAbort(options.stop);
    this.client = options.client.with({ signal: this.ended.controller.signal, giveUpAfterMs: Infinity });
    this.seq = session.progress.captures_accepted + 1;
    this.done = this.drive().finally(() => this.ended.release());
  }

  /** SocketThe newest state by a poll or an answer; a final one ends every wait at once. */
  update(session: Session): void {
    if (session.session_id !== this.session.session_id || session.version < this.session.version) return;
    this.session = session;
    if (isFinal(session)) this.ended.controller.abort();
    this.onUpdate();
  }

  private async drive(): Promise<Session> {
    try {
      while (!isFinal(this.session)) await this.step();
    } catch (error) {
      if (isFinal(this.session)) return this.session;
      if (this.options.stop.aborted) return this.abandon('stopped', 'the terminal was stopped');
      if (error instanceof CaptureError) return this.abandon('cannot_capture', error.message);
      if (isRefusal(error, 'session_not_active') || (error instanceof RefusalError && error.status === 404)) {
        return this.fetchState(error);
      }
      throw error;
    }
    return this.session;
  }

  private async step(): Promise<void> {
    if (this.options.stop.aborted) throw new Error('stopped');
    if (this.session.status === 'processing') return this.awaitDecision();
    if (this.challenge === null) return this.acknowledge();
    const capture = await this.options.source.take(this.session.hand);
    const answer = await this.send(capture);
    this.options.events?.captured?.(answer, this.seq);
    this.seq++;
    this.challenge = answer.challenge;
    this.update(answer.session);
    if (!isFinal(this.session)) await delay(this.options.paceMs, this.ended.controller.signal);
  }

  private async acknowledge(): Promise<void> {
    const answer = await this.client.ack(this.session.session_id);
    const first = this.session.status === 'pending';
    this.challenge = answer.challenge;
    this.update(answer.session);
    if (first) this.options.events?.acknowledged?.(answer.session);
  }

  /**
   * An expired challenge is replaced by the one in the refusal. A sequence number that the server
   * knows with other bytes was used before this terminal restarted: the next one is free.
   */
  private async send(capture: Capture): Promise<CaptureAnswer> {
    for (;;) {
      const body = { seq: this.seq, challenge: this.challenge!, capture };
      try {
        return await this.client.sendCapture(this.session.session_id, body);
      } catch (error) {
        if (isRefusal(error, 'seq_conflict')) this.seq++;
        else if (!isRefusal(error, 'challenge_expired')) throw error;
        const offered = error.details.challenge;
        this.challenge = typeof offered === 'string' ? offered : await this.freshChallenge();
      }
    }
  }

  private async freshChallenge(): Promise<string> {
    const answer = await this.client.ack(this.session.session_id);
    this.update(answer.session);
    if (answer.challenge === null) throw new Error('the server gave no challenge for an active session');
    return answer.challenge;
  }

  /** The server is deciding: wait for an update, poll when none comes. */
  private async awaitDecision(): Promise<void> {
    this.challenge = null;
    const update = linkedAbort(this.ended.controller.signal);
    this.onUpdate = () => update.controller.abort();
    await delay(POLL_INTERVAL_MS, update.controller.signal);
    const silent = !update.controller.signal.aborted;
    update.release();
    if (silent) await this.fetchState();
  }

  /** @throws the reason when the server does not know the session as ended either */
  private async fetchState(reason?: Error): Promise<Session> {
    const { session_id, version } = this.session;
    const request = { wait_s: 0, session_id, session_version: version };
    const { session } = await this.options.client.poll(request);
    if (session?.session_id === session_id) this.update(session);
    if (reason && !isFinal(this.session)) throw reason;
    return this.session;
  }

  private async abandon(code: string, message: string): Promise<Session> {
    const ending = linkedAbort();
    const timer = setTimeout(() => ending.controller.abort(), ABANDON_WITHIN_MS);
    const client = this.options.client.with({ signal: ending.controller.signal, giveUpAfterMs: ABANDON_WITHIN_MS });
    try {
      this.update((await client.fail(this.session.session_id, { code, message })).session);
    } catch {
      // the server notices a silent terminal by itself
    } finally {
      clearTimeout(timer);
    }
    return this.session;
  }
}
