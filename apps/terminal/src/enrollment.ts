/** One enrollment session as the terminal lives it: acknowledge, capture until the server is content, or say why not. */
import type { PalmSource } from './palm-source.js';
import type { TerminalClient } from './terminal-client.js';
import { CannotCapture, isRefusal, Refused } from './trouble.js';
import { childOf, pause } from './waiting.js';
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

/** What a stopping terminal still tells its server may take this long. */
const FAREWELL_MS = 2_000;
/** Below the server's own look at it, in case nobody brings news of a session that is being decided. */
const LOOK_AGAIN_MS = 2_000;

export class Enrollment {
  /** Resolves with the session's final state; rejects only with what the terminal cannot tell its server. */
  readonly done: Promise<Session>;
  private readonly ended;
  private readonly client: TerminalClient;
  private seq: number;
  private challenge: string | null = null;
  private wake: () => void = () => undefined;

  constructor(
    public session: Session,
    private readonly options: EnrollmentOptions,
  ) {
    this.ended = childOf(options.stop);
    this.client = options.client.with({ signal: this.ended.controller.signal, giveUpAfterMs: Infinity });
    this.seq = session.progress.captures_accepted + 1;
    this.done = this.live().finally(() => this.ended.release());
  }

  /** News from a poll or an answer; a final state ends every wait at once. */
  learn(session: Session): void {
    if (session.session_id !== this.session.session_id || session.version < this.session.version) return;
    this.session = session;
    if (isFinal(session)) this.ended.controller.abort();
    this.wake();
  }

  private async live(): Promise<Session> {
    try {
      while (!isFinal(this.session)) await this.step();
    } catch (error) {
      if (isFinal(this.session)) return this.session;
      if (this.options.stop.aborted) return this.giveUp('stopped', 'the terminal was stopped');
      if (error instanceof CannotCapture) return this.giveUp('cannot_capture', error.message);
      if (isRefusal(error, 'session_not_active') || (error instanceof Refused && error.status === 404)) {
        return this.lookUp(error);
      }
      throw error;
    }
    return this.session;
  }

  private async step(): Promise<void> {
    if (this.options.stop.aborted) throw new Error('stopped');
    if (this.session.status === 'processing') return this.decided();
    if (this.challenge === null) return this.acknowledge();
    const capture = await this.options.source.take(this.session.hand);
    const answer = await this.send(capture);
    this.options.events?.captured?.(answer, this.seq);
    this.seq++;
    this.challenge = answer.challenge;
    this.learn(answer.session);
    if (!isFinal(this.session)) await pause(this.options.paceMs, this.ended.controller.signal);
  }

  private async acknowledge(): Promise<void> {
    const answer = await this.client.ack(this.session.session_id);
    const first = this.session.status === 'pending';
    this.challenge = answer.challenge;
    this.learn(answer.session);
    if (first) this.options.events?.acknowledged?.(answer.session);
  }

  /**
   * A challenge that died on the way is replaced by the one in the refusal. A sequence number that the server
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
    this.learn(answer.session);
    if (answer.challenge === null) throw new Error('the server gave no challenge for an active session');
    return answer.challenge;
  }

  /** The server is thinking: wait for news, ask when none comes. */
  private async decided(): Promise<void> {
    this.challenge = null;
    const news = childOf(this.ended.controller.signal);
    this.wake = () => news.controller.abort();
    await pause(LOOK_AGAIN_MS, news.controller.signal);
    const silent = !news.controller.signal.aborted;
    news.release();
    if (silent) await this.lookUp();
  }

  /** @throws the reason when the server does not know the session as ended either */
  private async lookUp(reason?: Error): Promise<Session> {
    const { session_id, version } = this.session;
    const question = { wait_s: 0, session_id, session_version: version };
    const { session } = await this.options.client.poll(question);
    if (session?.session_id === session_id) this.learn(session);
    if (reason && !isFinal(this.session)) throw reason;
    return this.session;
  }

  private async giveUp(code: string, message: string): Promise<Session> {
    const farewell = childOf();
    const timer = setTimeout(() => farewell.controller.abort(), FAREWELL_MS);
    const client = this.options.client.with({ signal: farewell.controller.signal, giveUpAfterMs: FAREWELL_MS });
    try {
      this.learn((await client.fail(this.session.session_id, { code, message })).session);
    } catch {
      // the server notices a silent terminal by itself
    } finally {
      clearTimeout(timer);
    }
    return this.session;
  }
}
