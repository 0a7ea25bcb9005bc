/** Wakes whoever waits on a device's session: by notice at once, by a sweep within a second; and ends what is overdue. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { firstOf, Notifications, Wakeups } from '#platform/notifications';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { SILENCE_MS } from './session.machine.js';
import { SessionStore } from './session-store.js';

const SWEEP_MS = 500;
/** So far back a change is looked for: commits are not in the order of their clocks. */
const LOOK_BACK_MS = 4_000;
const MAX_ENDED_AT_ONCE = 200;

const topicOf = (deviceId: string) => `device:${deviceId}`;

@Injectable()
export class SessionWatch extends Periodic implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  /** Changes that the last sweep saw: who listens since then looks at what is true since then. */
  private rung: ReadonlySet<string> = new Set();

  constructor(
    private readonly wakeups: Wakeups,
    private readonly notifications: Notifications,
    private readonly database: Database,
    private readonly store: SessionStore,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'sweep enrollment sessions', intervalMs: SWEEP_MS, logger });
  }

  override async onApplicationBootstrap(): Promise<void> {
    this.notifications.subscribe('device', (deviceId) => this.wakeups.notify(topicOf(deviceId)));
    this.notifications.subscribe('devices-of', () => this.wakeups.notifyAll()); // a new configuration for all terminals of a project
    this.notifications.onReconnect(() => this.wakeups.notifyAll());
    await super.onApplicationBootstrap();
  }

  /** Parked polls are answered with what is true now, before anything is waited for. */
  onModuleDestroy(): void {
    this.stopping.abort();
    this.wakeups.notifyAll();
  }

  /**
   * Asks `look` now and at every change of the device until it gives an answer, at most for `waitMs`.
   * @returns the answer, or null when the time is over (or the gateway stops, or the client is gone)
   */
  async until<T>(
    deviceId: string,
    waitMs: number,
    look: () => Promise<T | null>,
    gone?: AbortSignal,
  ): Promise<T | null> {
    const endMs = performance.now() + waitMs;
    for (;;) {
      const { rung, leave } = this.wakeups.listen(topicOf(deviceId)); // before looking: nothing falls between
      try {
        const answer = await look();
        const leftMs = endMs - performance.now();
        if (answer !== null || leftMs <= 0 || gone?.aborted || this.stopping.signal.aborted) return answer;
        await firstOf(rung, leftMs, gone);
      } finally {
        leave();
      }
    }
  }

  /** Also called by tests after they moved the clock. */
  async sweep(): Promise<void> {
    await this.endOverdue();
    if (this.wakeups.topics().length === 0) return;
    const changes = await this.database.systemQuery<{ device_id: string; change: string }>(
      'sessions that changed',
      `SELECT device_id, session_id || ' ' || version AS change FROM enrollment_sessions
       WHERE updated_at > $1 AND device_id IS NOT NULL
       UNION ALL SELECT device_id, device_id || ' ' || changed_at FROM devices WHERE changed_at > $1`,
      [this.clock.in(-LOOK_BACK_MS)],
    );
    for (const { device_id, change } of changes) if (!this.rung.has(change)) this.wakeups.notify(topicOf(device_id));
    this.rung = new Set(changes.map(({ change }) => change));
  }

  protected override run(): Promise<void> {
    return this.sweep();
  }

  private async endOverdue(): Promise<void> {
    const overdue = await this.database.systemQuery<{ session_id: string }>(
      'sessions whose time is over',
      `SELECT session_id FROM enrollment_sessions
       WHERE status IN ('pending', 'active', 'processing')
         AND (expires_at <= $1 OR (status = 'active' AND last_contact_at <= $2)) LIMIT $3`,
      [this.clock.now(), this.clock.in(-SILENCE_MS), MAX_ENDED_AT_ONCE],
    );
    await this.forEach(
      overdue,
      ({ session_id }) =>
        this.database.systemTransaction('end an overdue session', (tx) =>
          this.store.lock(tx, { sessionId: session_id }),
        ),
      ({ session_id }) => ({ session_id }),
    );
  }
}
