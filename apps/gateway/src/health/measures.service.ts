/** The states of the whole that an operator watches: sessions, queues, searches, pools. Read when someone looks. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { Metrics, type Sample } from '#platform/metrics';
import { Wakeups } from '#platform/notifications';
import { GAP_CAUSES } from '../palms/gallery-gaps.types.js';
import { LiveGallery } from '../palms/live-gallery.service.js';

const DAY_MS = 86_400_000;
/** A longer queue is reported as this long: counting it would cost what it lacks. */
const MAX_COUNTED = 100_000;

@Injectable()
export class Measures implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly gallery: LiveGallery,
    private readonly wakeups: Wakeups,
  ) {}

  onModuleInit(): void {
    this.ofTheDatabase();
    this.ofThisProcess();
  }

  /** The same from every gateway of a database. */
  private ofTheDatabase(): void {
    this.metrics.reads({
      name: 'thenar_enrollment_sessions',
      help: 'Enrollment sessions: unfinished, or changed within 24 hours. The same from every gateway of a database.',
      labels: ['status'],
      read: () => this.sessions(),
    });
    this.metrics.reads({
      name: 'thenar_queue_depth',
      help: `What waits: events not passed on, deliveries due, deliveries that wait for their next attempt (up to ${MAX_COUNTED}).`,
      labels: ['queue'],
      read: () => this.queues(),
    });
  }

  private ofTheGallery(): void {
    const { metrics, gallery } = this;
    metrics.reads({
      name: 'thenar_gallery_templates',
      help: 'Templates in memory.',
      read: () => [{ value: gallery.stats().templates }],
    });
    metrics.reads({
      name: 'thenar_gallery_capacity_templates',
      help: 'Templates that the gallery may hold.',
      read: () => [{ value: gallery.stats().capacity }],
    });
    metrics.reads({
      name: 'thenar_gallery_missing_templates',
      help: 'Templates at rest that are not in memory, because the gallery is full or because they cannot be read.',
      labels: ['cause'],
      read: () => GAP_CAUSES.map((cause) => ({ labels: { cause }, value: gallery.gapCount(cause) })),
    });
    metrics.reads({
      name: 'thenar_gallery_bytes',
      help: 'Memory that the templates, their ids and what is needed to search them take.',
      read: () => [{ value: gallery.stats().bytes }],
    });
  }

  private ofThisProcess(): void {
    const { metrics, gallery } = this;
    metrics.reads({
      name: 'thenar_searches_total',
      help: 'Searches of one palm among many that this process made.',
      kind: 'counter',
      read: () => [{ value: gallery.stats().searches }],
    });
    metrics.reads({
      name: 'thenar_matcher_queue',
      help: 'Jobs that wait for a matcher thread.',
      read: () => [{ value: gallery.stats().queue }],
    });
    metrics.reads({
      name: 'thenar_matcher_workers',
      help: 'Matcher threads ready to work.',
      read: () => [{ value: gallery.stats().workers }],
    });
    this.ofTheGallery();
    metrics.reads({
      name: 'thenar_parked_topics',
      help: 'Devices whose long polls or sockets wait here.',
      read: () => [{ value: this.wakeups.topics().length }],
    });
    metrics.reads({
      name: 'thenar_database_connections',
      help: 'Connections of a pool, and requests that wait for one.',
      labels: ['pool', 'state'],
      read: () => this.pools(),
    });
  }

  private async sessions(): Promise<Sample[]> {
    const rows = await this.database.systemQuery<{ status: string; n: number }>(
      'count sessions for the metrics',
      `SELECT status, count(*)::int AS n FROM enrollment_sessions
       WHERE updated_at > $1 OR status IN ('pending', 'active', 'processing') GROUP BY status`,
      [this.clock.in(-DAY_MS)],
    );
    return rows.map(({ status, n }) => ({ labels: { status }, value: n }));
  }

  private async queues(): Promise<Sample[]> {
    const [row] = await this.database.systemQuery<Record<'outbox' | 'due' | 'waiting', number>>(
      'count queues for the metrics',
      `SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox_events WHERE relayed_at IS NULL LIMIT $2) o)::int AS outbox,
              count(*) FILTER (WHERE due_at <= $1)::int AS due, count(*) FILTER (WHERE due_at > $1)::int AS waiting
       FROM (SELECT due_at FROM webhook_deliveries WHERE status = 'pending' ORDER BY created_at LIMIT $2) d`,
      [this.clock.now(), MAX_COUNTED],
    );
    const { outbox, due, waiting } = row!;
    return [
      { labels: { queue: 'outbox' }, value: outbox },
      { labels: { queue: 'deliveries_due' }, value: due },
      { labels: { queue: 'deliveries_waiting' }, value: waiting },
    ];
  }

  private pools(): Sample[] {
    return this.database
      .pools()
      .flatMap(({ pool, ...counts }) =>
        Object.entries(counts).map(([state, value]) => ({ labels: { pool, state }, value })),
      );
  }
}
