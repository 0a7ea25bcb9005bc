/** Many terminals on bad lines and a tenant who enrolls people at them, until everybody knows how every session ended. */
import { setMaxListeners } from 'node:events';
import { type DevFacts, Tenant } from '../tenant.js';
import { pause } from '../waiting.js';
import { isFinal, type Session } from '../wire.js';
import { diceOf } from './dice.js';
import type { Faults } from './faults.js';
import { FleetTerminal, STATES, type TerminalStateName } from './fleet-terminal.js';

export interface FleetOptions {
  facts: DevFacts;
  terminals: number;
  sessions: number;
  /** Sessions under way at a time, and terminals being paired at a time. */
  atOnce: number;
  faults: Faults;
  seed: number;
  stop: AbortSignal;
}

/** One session as the tenant sees it. */
export interface Followed {
  deviceId: string;
  memberId: string;
  session: Session | null;
  error?: string;
  tookMs: number;
}

/** A session lives this long at most, so whoever is not told its end a little later never will be. */
const EXPIRES_IN_S = 120;
const STUCK_AFTER_MS = (EXPIRES_IN_S + 5) * 1000;
/** A terminal that was rebooting learns the end from its next poll, or never. */
const LAST_NEWS_MS = 3_000;
const LOOK_AGAIN_MS = 100;

export class Fleet {
  readonly terminals: FleetTerminal[];
  readonly followed: Followed[] = [];
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
    const roll = diceOf(seed);
    this.terminals = Array.from({ length: options.terminals }, (_, index) => {
      const palmOf = (memberId: string) => this.palms.get(memberId) ?? 'nobody:left';
      const ownRoll = (...names: (string | number)[]) => roll(index, ...names);
      return new FleetTerminal({
        index,
        gateway: facts.base_url,
        faults,
        roll: ownRoll,
        palmOf,
        stop: this.rest.signal,
      });
    });
  }

  get planned(): number {
    return this.options.sessions;
  }

  async run(): Promise<void> {
    const { atOnce, sessions } = this.options;
    await inTurns(this.terminals, atOnce, (terminal) => terminal.pair(this.tenant));
    const working = Promise.all(this.terminals.map((terminal) => terminal.work()));
    working.catch(() => this.rest.abort()); // a terminal that gives up ends the run; its error is thrown below
    this.phase = 'enrolling';
    const numbers = Array.from({ length: sessions }, (_, number) => number);
    await inTurns(numbers, atOnce, (number) => this.enroll(number));
    await this.untilAllAreTold();
    this.rest.abort();
    await working;
    this.phase = 'clearing up';
    // how the sessions went is worth telling even when the gateway has gone meanwhile
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
    const followed: Followed = { deviceId, memberId: member_id, session: null, tookMs: 0 };
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

  private async whenStuck(followed: Followed): Promise<Session> {
    await pause(STUCK_AFTER_MS, this.rest.signal);
    return followed.session!;
  }

  private async untilAllAreTold(): Promise<void> {
    const endMs = performance.now() + LAST_NEWS_MS;
    const isTold = ({ session }: Followed) =>
      session === null || this.terminals.some(({ told }) => told.has(session.session_id));
    while (!this.rest.signal.aborted && performance.now() < endMs && !this.followed.every(isTold))
      await pause(LOOK_AGAIN_MS, this.rest.signal);
  }

  /** The next run with this seed brings the same palms: nobody may own them by then. */
  private async clearUp(): Promise<void> {
    const { atOnce } = this.options;
    await inTurns(this.followed, atOnce, async (followed) => {
      if (followed.session && !isFinal(followed.session)) {
        followed.session = await this.tenant.session(followed.session.session_id);
      }
      await this.tenant.deleteMember(followed.memberId);
    });
    const paired = this.terminals.flatMap(({ deviceId }) => deviceId ?? []);
    await inTurns(paired, atOnce, (deviceId) => this.tenant.decommission(deviceId));
  }
}

async function inTurns<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
