/** Many terminals with injected faults and a tenant that enrolls members at them, until every session has ended on both sides. */
import { setMaxListeners } from 'node:events';
import { type DevelopmentFile, Tenant } from '../tenant.js';
import { delay } from '../cancellation.js';
import { isFinal, type Session } from '../wire.js';
import { seededChance } from './seeded-chance.js';
import type { Faults } from './faults.js';
import { FleetTerminal, STATES, type TerminalStateName } from './fleet-terminal.js';

export interface FleetOptions {
  facts: DevelopmentFile;
  terminals: number;
  sessions: number;
  /** Sessions under way at a time, and terminals being paired at a time. */
  concurrency: number;
  faults: Faults;
  seed: number;
  stop: AbortSignal;
}

/** One session as the tenant sees it. */
export interface FollowedSession {
  deviceId: string;
  memberId: string;
  session: Session | null;
  error?: string;
  tookMs: number;
}

/** A session lasts this long at most; one that has not ended a little later is stuck. */
const EXPIRES_IN_S = 120;
const STUCK_AFTER_MS = (EXPIRES_IN_S + 5) * 1000;
/** A terminal that was rebooting receives the end with its next poll. */
const LAST_POLL_MS = 3_000;
const POLL_INTERVAL_MS = 100;

export class Fleet {
  readonly terminals: FleetTerminal[];
  readonly followed: FollowedSession[] = [];
  phase: 'pairing' | 'enrolling' | 'clearing up' | 'done' = 'pairing';
  /** Why members or devices of this run are still there. */
  leftBehind: string | null = null;
  private readonly tenant: Tenant;
  private readonly palms = new Map<string, string>();
  private readonly rest = new AbortController();

  constructor(private readonly options: FleetOptions) {
    const { facts, faults, seed } = options;
    this.tenant = new Tenant(facts);
    setMaxListeners(0, this.rest.signal);
    options.stop.addEventListener('abort', () => this.rest.abort());
    const chance = seededChance(seed);
    this.terminals = Array.from({ length: options.terminals }, (_, index) => {
      const palmOf = (memberId: string) => this.palms.get(memberId) ?? 'unassigned:left';
      const ownChance = (...names: (string | number)[]) => chance(index, ...names);
      return new FleetTerminal({
        index,
        gateway: facts.base_url,
        faults,
        chance: ownChance,
        palmOf,
        stop: this.rest.signal,
      });
    });
  }

  get planned(): number {
    return this.options.sessions;
  }

  async run(): Promise<void> {
    const { concurrency, sessions } = this.options;
    await runConcurrently(this.terminals, concurrency, (terminal) => terminal.pair(this.tenant));
    const working = Promise.all(this.terminals.map((terminal) => terminal.work()));
    working.catch(() => this.rest.abort()); // a terminal that gives up ends the run; its error is thrown below
    this.phase = 'enrolling';
    const numbers = Array.from({ length: sessions }, (_, number) => number);
    await runConcurrently(numbers, concurrency, (number) => this.enroll(number));
    await this.awaitReportedEnds();
    this.rest.abort();
    await working;
    this.phase = 'clearing up';
    // the summary is shown even when the gateway is gone
    await this.clearUp().catch((error: Error) => (this.leftBehind = error.message));
    this.phase = 'done';
  }

  countStates(): Record<TerminalStateName, number> {
    const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<TerminalStateName, number>;
    for (const { state } of this.terminals) counts[state]++;
    return counts;
  }

  private async enroll(number: number): Promise<void> {
    if (this.rest.signal.aborted) return;
    const { terminals, seed } = this.options;
    const deviceId = this.terminals[number % terminals].deviceId;
    if (deviceId === null) return;
    const { member_id } = await this.tenant.createMember(`Fleet member ${number}`);
    this.palms.set(member_id, `fleet-${seed}-${number}:left`);
    const followed: FollowedSession = { deviceId, memberId: member_id, session: null, tookMs: 0 };
    this.followed.push(followed);
    const startedMs = performance.now();
    try {
      followed.session = await this.tenant.startEnrollment(deviceId, { member_id, expires_in_s: EXPIRES_IN_S });
      followed.session = await Promise.race([
        this.tenant.awaitEnd(deviceId, followed.session),
        this.whenStuck(followed),
      ]);
    } catch (error) {
      followed.error = (error as Error).message;
    }
    followed.tookMs = performance.now() - startedMs;
  }

  private async whenStuck(followed: FollowedSession): Promise<Session> {
    await delay(STUCK_AFTER_MS, this.rest.signal);
    return followed.session!;
  }

  private async awaitReportedEnds(): Promise<void> {
    const endMs = performance.now() + LAST_POLL_MS;
    const isReported = ({ session }: FollowedSession) =>
      session === null || this.terminals.some(({ reportedEnds }) => reportedEnds.has(session.session_id));
    while (!this.rest.signal.aborted && performance.now() < endMs && !this.followed.every(isReported))
      await delay(POLL_INTERVAL_MS, this.rest.signal);
  }

  /** The next run with this seed brings the same palms: no member may have them by then. */
  private async clearUp(): Promise<void> {
    const { concurrency } = this.options;
    await runConcurrently(this.followed, concurrency, async (followed) => {
      if (followed.session && !isFinal(followed.session)) {
        followed.session = await this.tenant.session(followed.session.session_id);
      }
      await this.tenant.deleteMember(followed.memberId);
    });
    const paired = this.terminals.flatMap(({ deviceId }) => deviceId ?? []);
    await runConcurrently(paired, concurrency, (deviceId) => this.tenant.decommission(deviceId));
  }
}

async function runConcurrently<T>(
  items: readonly T[],
  concurrency: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
}
