/** Polls until stopped, and serves every session that is offered. */
import { Enrollment, type EnrollmentEvents } from './enrollment.js';
import type { PalmSource } from './palm-source.js';
import type { TerminalClient } from './terminal-client.js';
import { isRefusal } from './errors.js';
import { linkedAbort, delay } from './cancellation.js';
import { isFinal, type PollAnswer, type Session } from './wire.js';

export interface TerminalEvents extends EnrollmentEvents {
  polling?: () => void;
  offered?: (session: Session) => void;
  ended?: (session: Session) => void;
  /** The session went on without this terminal, and its end is unknown here. */
  lost?: (session: Session, why: Error) => void;
  disabled?: () => void;
  retrying?: (error: Error, waitMs: number) => void;
}

export interface TerminalLoopOptions {
  client: TerminalClient;
  /** Whose palm is laid on the terminal for this session. */
  palmFor: (session: Session) => PalmSource;
  stop: AbortSignal;
  paceMs: number;
  /** Ends after one session, and with an error when the device is disabled. */
  once?: boolean;
  waitS?: number;
  events?: TerminalEvents;
}

const MAX_POLL_S = 30;
const DISABLED_POLL_MS = 5_000;
/** An answer as quick as this that brings nothing new must not be requested in a tight loop. */
const QUICK_MS = 200;
const IDLE_POLL_DELAY_MS = 1_000;

/** Ends when stopped (null), or after one session with its final state. */
export async function runTerminal(options: TerminalLoopOptions): Promise<Session | null> {
  const { stop, once, events } = options;
  const client = options.client.with({ signal: stop, giveUpAfterMs: Infinity, onRetry: events?.retrying });
  let enrollment: Enrollment | null = null;
  let seen = '';
  while (!stop.aborted) {
    const askedMs = performance.now();
    const answer = await pollDuringSession(enrollment, { ...options, client });
    if (enrollment && (answer === null || isFinal(enrollment.session))) {
      const session = await conclude(enrollment, options);
      enrollment = null;
      if (once) return session;
      continue;
    }
    if (answer === null) continue;
    if (enrollment === null && answer.session && !isFinal(answer.session)) {
      events?.offered?.(answer.session);
      enrollment = begin(answer.session, { ...options, client });
    }
    await delayNextPoll(answer, { seen, tookMs: performance.now() - askedMs, stop });
    seen = keyOf(answer);
  }
  if (enrollment) await conclude(enrollment, options);
  return null;
}

function begin(session: Session, { client, palmFor, paceMs, stop, events }: TerminalLoopOptions): Enrollment {
  const enrollment = new Enrollment(session, { client, source: palmFor(session), paceMs, stop, events });
  enrollment.done.catch(() => undefined); // handled by conclude
  return enrollment;
}

async function conclude(enrollment: Enrollment, { once, events }: TerminalLoopOptions): Promise<Session> {
  try {
    const session = await enrollment.done;
    events?.ended?.(session);
    return session;
  } catch (error) {
    if (once) throw error;
    events?.lost?.(enrollment.session, error as Error);
    return enrollment.session;
  }
}

/** One poll, or null when the session under way ended first, the terminal was stopped or is disabled. */
async function pollDuringSession(
  enrollment: Enrollment | null,
  options: TerminalLoopOptions,
): Promise<PollAnswer | null> {
  const { client, stop, once, events, waitS = MAX_POLL_S } = options;
  const { controller, release } = linkedAbort(stop);
  const over = () => controller.abort();
  enrollment?.done.then(over, over);
  const { session_id, version } = enrollment?.session ?? {};
  if (!enrollment) events?.polling?.();
  try {
    const answer = await client
      .with({ signal: controller.signal })
      .poll({ wait_s: waitS, session_id, session_version: version });
    if (enrollment && answer.session) enrollment.update(answer.session);
    return answer;
  } catch (error) {
    if (controller.signal.aborted) return null;
    if (!isRefusal(error, 'device_disabled') || once) throw error;
    if (enrollment) return null; // what became of it is settled first
    events?.disabled?.();
    await delay(DISABLED_POLL_MS, stop);
    return null;
  } finally {
    release();
  }
}

async function delayNextPoll(
  answer: PollAnswer,
  how: { seen: string; tookMs: number; stop: AbortSignal },
): Promise<void> {
  const idle = how.tookMs < QUICK_MS && how.seen === keyOf(answer);
  await delay(Math.max(answer.next_poll_in_s * 1000, idle ? IDLE_POLL_DELAY_MS : 0), how.stop);
}

function keyOf({ session, config }: PollAnswer): string {
  return JSON.stringify([session?.session_id, session?.version, config?.config_version]);
}
