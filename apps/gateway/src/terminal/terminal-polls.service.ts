/** What a terminal must hear of: its session, its configuration, its standing. One look behind the long poll and the socket alike. */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Logger } from '#platform/logging';
import { deviceDecommissioned, deviceDisabled } from '../access/access.errors.js';
import { ContactsService } from '../devices/contacts.service.js';
import type { EnrollmentSession } from '../enrollment/session.entity.js';
import { isFinal } from '../enrollment/session.machine.js';
import { SessionWatch } from '../enrollment/session-watch.service.js';
import { LOGGER } from '../foundations.tokens.js';
import type { TerminalPrincipal } from '../principal/principal.js';
import { type SpreadDeadline, DeadlineSpreader } from './deadline-spreader.js';
import type { TerminalPoll } from './terminal.dto.js';
import { type Configuration, TerminalSnapshots } from './terminal-snapshots.service.js';

export interface PollAnswer {
  serverTime: Date;
  session: EnrollmentSession | null;
  config: Configuration | null;
  nextPollInS: number;
}

type PollContent = Pick<PollAnswer, 'session' | 'config'>;

/** What the terminal knows already. */
export type TerminalState = Pick<TerminalPoll, 'session_id' | 'session_version' | 'config_version'>;
/** The content of a heartbeat. */
export type Heartbeat = Partial<Pick<TerminalPoll, 'app_version' | 'config_version' | 'session_id'>>;

/** The next poll follows at once: parked polls are the heartbeat. */
const NEXT_POLL_IN_S = 0;
/** What a terminal that sends wait_s 0 must not undercut. */
const UNPARKED_POLL_IN_S = 2;
/** An answer this much before the end of the wait makes a new promise worth writing down. */
const EARLY_MS = 1_000;

@Injectable()
export class TerminalPolls implements OnApplicationShutdown {
  private readonly deadlineSpreader = new DeadlineSpreader();
  /** Of answers that did not wait for them. */
  private lastBeats: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly watch: SessionWatch,
    private readonly contacts: ContactsService,
    private readonly snapshots: TerminalSnapshots,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async poll(caller: TerminalPrincipal, input: TerminalPoll, gone?: AbortSignal): Promise<PollAnswer> {
    const nextPollInS = input.wait_s > 0 ? NEXT_POLL_IN_S : UNPARKED_POLL_IN_S;
    const began = this.clock.nowMs();
    const { waitMs, release } = this.depart(input.wait_s * 1000);
    const beat = this.beat(caller, input, input.wait_s + nextPollInS);
    const news = await this.next(caller, input, { waitMs, gone }).finally(release);
    await beat;
    const early = began + waitMs - this.clock.nowMs() > EARLY_MS;
    if (early) this.beatLater(caller, nextPollInS); // the next poll comes sooner than was promised
    return { serverTime: this.clock.now(), ...news, nextPollInS };
  }

  /** Without news a wait ends apart from those of the crowd. */
  depart(waitMs: number): SpreadDeadline {
    return this.deadlineSpreader.plan(waitMs, this.clock.nowMs());
  }

  /** After the last answer. */
  async onApplicationShutdown(): Promise<void> {
    await this.lastBeats;
  }

  /**
   * Waits until something differs from what the terminal knows, at most `waitMs`.
   * @throws Problem `device_disabled`, `device_decommissioned`, also while waiting
   */
  async next(
    caller: TerminalPrincipal,
    known: TerminalState,
    { waitMs, gone }: { waitMs: number; gone?: AbortSignal },
  ) {
    let current: PollContent = { session: null, config: null };
    const news = await this.watch.until(
      caller.deviceId,
      waitMs,
      async () => {
        current = await this.look(caller, known);
        const { session, config } = current;
        // a terminal that never says which configuration it runs gets the one there is, and is not woken for it for ever
        const isNews = (session && !isKnown(session, known)) || (config && known.config_version !== undefined);
        return isNews ? current : null;
      },
      gone,
    );
    return news ?? current;
  }

  /** Last contact, and the promise of the next one: presence is computed from these when someone looks. */
  async beat(caller: TerminalPrincipal, heartbeat: Heartbeat, promisedInS: number): Promise<void> {
    const { app_version: appVersion, config_version: configVersion, session_id } = heartbeat;
    const noted = [this.contacts.note(caller, { appVersion, configVersion, dueInS: promisedInS })];
    if (session_id) noted.push(this.snapshots.touch({ caller, sessionId: session_id }));
    for (const { reason } of (await Promise.allSettled(noted)) as PromiseRejectedResult[])
      if (reason) this.logger.warn({ err: reason }, 'a contact could not be noted'); // presence is news, not a condition
  }

  /** News do not wait until they are noted. */
  private beatLater(caller: TerminalPrincipal, promisedInS: number): void {
    const beat = this.beat(caller, {}, promisedInS);
    this.lastBeats = this.lastBeats.then(() => beat); // not Promise.all: its answers would hold those of all before
  }

  private async look(caller: TerminalPrincipal, known: TerminalState): Promise<PollContent> {
    const { enabled, decommissioned, configVersion, session } = await this.snapshots.look({
      caller,
      sessionId: known.session_id ?? null,
    });
    if (decommissioned) throw deviceDecommissioned();
    if (!enabled) throw deviceDisabled();
    const newer = configVersion > (known.config_version ?? 0);
    return { session: heard(session, known), config: newer ? await this.snapshots.configurationOf(caller) : null };
  }
}

/** A session that is over concerns only a terminal that names it. */
function heard(session: EnrollmentSession | null, known: TerminalState): EnrollmentSession | null {
  return session && (!isFinal(session.status) || session.sessionId === known.session_id) ? session : null;
}

const isKnown = (session: EnrollmentSession, known: TerminalState): boolean =>
  session.sessionId === known.session_id && session.version === known.session_version;
