/** Catching up: the events of a project in a dense order, for backends that were away or have no webhook. */
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { firstOf, Notifications, Wakeups } from '#platform/notifications';
import type { Principal } from '../principal/principal.js';
import { nameOf } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { EventFeedStore, type FeedRow } from './event-feed.store.js';
import type { ReadEvents } from './events.dto.js';
import { eventsExpired, tooManyWaits } from './webhooks.errors.js';

const KEPT_MS = 30 * 86_400_000;
const DEFAULT_LIMIT = 100;
/** Of one request, while no event of the wanted type is among them. */
const MAX_PAGES = 20;
/** For notifications that were lost. */
const LOOK_EVERY_MS = 2_000;
const TOPIC = 'events';

export interface FeedPage {
  events: FeedRow[];
  lastSequence: number;
}

interface Place {
  organizationId: string;
  projectId: string;
}

@Injectable()
export class EventFeedService implements OnModuleInit, OnModuleDestroy {
  private readonly wakeups = new Wakeups();
  private readonly stopping = new AbortController();
  /** Principals with a parked request. */
  private readonly waiting = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly store: EventFeedStore,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.notifications.subscribe('outbox', () => this.wakeups.notifyAll());
    this.notifications.onReconnect(() => this.wakeups.notifyAll());
  }

  onModuleDestroy(): void {
    this.stopping.abort();
    this.wakeups.notifyAll();
  }

  /** @throws Problem 410 `events_expired`, 429 `too_many_concurrent_requests` for a second parked request of one caller */
  async read(caller: Principal, projectId: string, wanted: ReadEvents, gone: AbortSignal): Promise<FeedPage> {
    const { project } = await this.database.readOnly(caller, (tx) =>
      this.projects.authorize(tx, caller, projectId, 'read'),
    );
    const place = { organizationId: project.organizationId, projectId };
    const waitMs = (wanted.wait_s ?? 0) * 1000;
    if (waitMs === 0) return this.look(place, wanted);
    const name = nameOf(caller);
    if (this.waiting.has(name)) throw tooManyWaits();
    this.waiting.add(name);
    try {
      return await this.park(place, wanted, { waitMs, gone });
    } finally {
      this.waiting.delete(name);
    }
  }

  private async park(
    place: Place,
    wanted: ReadEvents,
    { waitMs, gone }: { waitMs: number; gone: AbortSignal },
  ): Promise<FeedPage> {
    const endMs = performance.now() + waitMs;
    let after = wanted.after_sequence;
    for (;;) {
      const { rung, leave } = this.wakeups.listen(TOPIC); // before looking: nothing falls between
      try {
        const page = await this.look(place, { ...wanted, after_sequence: after });
        const leftMs = endMs - performance.now();
        if (page.events.length > 0 || leftMs <= 0 || gone.aborted || this.stopping.signal.aborted) return page;
        after = page.lastSequence;
        await firstOf(rung, Math.min(leftMs, LOOK_EVERY_MS), gone);
      } finally {
        leave();
      }
    }
  }

  private async look(place: Place, wanted: ReadEvents): Promise<FeedPage> {
    const { projectId } = place;
    const unnumbered = await this.database.readOnly(place, (tx) => this.store.hasUnnumbered(tx, projectId));
    if (unnumbered) await this.database.tenantTransaction(place, (tx) => this.store.number(tx, place));
    return this.database.readOnly(place, async (tx) => {
      const oldest = await this.store.oldest(tx, projectId, this.clock.in(-KEPT_MS));
      let sequence = wanted.after_sequence ?? oldest - 1;
      if (sequence < oldest - 1) throw eventsExpired(oldest);
      const limit = wanted.limit ?? DEFAULT_LIMIT;
      const { type } = wanted;
      for (let pages = 0; pages < MAX_PAGES; pages++) {
        const rows = await this.store.after(tx, projectId, { sequence, limit });
        sequence = rows.at(-1)?.sequence ?? sequence;
        const events = type === undefined ? rows : rows.filter((row) => row.type === type);
        if (events.length > 0 || rows.length < limit) return { events, lastSequence: sequence };
      }
      return { events: [], lastSequence: sequence };
    });
  }
}
