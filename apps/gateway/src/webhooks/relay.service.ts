/** Brings events from the outbox to receivers: a loop that records what was done, passes on what is new, sends what is due. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { newId } from '#platform/ids';
import type { Logger } from '#platform/logging';
import { Notifications } from '#platform/notifications';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { ATTEMPT_LIMIT_MS, type DeliveryOutcome, DeliverySender } from './delivery-sender.service.js';
import { EndpointHealth } from './endpoint-health.service.js';
import { type LeasedDelivery, RelayQueries } from './relay.store.js';

/** Attempts under way in this process; endpoints that fail may have half of it. */
const MAX_IN_FLIGHT = 512;
const PER_ENDPOINT = 4;
const MAX_LANES = 64;
const EVENTS_AT_ONCE = 200;
const RECORDED_AT_ONCE = 50;
/** An attempt's limit and time to write it down; then others may take the delivery. */
const LEASE_MS = ATTEMPT_LIMIT_MS + 15_000;
/** For what no notification announces: retries that fall due, expired leases, lost notices. */
const LOOK_EVERY_MS = 1_000;
/** So long news gather before the database is asked, so that it is asked less. */
const GATHER_MS = 5;
const AFTER_FAULT_MS = 500;
const FINISH_WITHIN_MS = 5_000;

@Injectable()
export class Relay extends Periodic implements OnModuleDestroy {
  private readonly inFlight = new Set<Promise<void>>();
  private finished: DeliveryOutcome[] = [];
  private readonly interrupting = new AbortController();

  constructor(
    private readonly clock: Clock,
    private readonly queries: RelayQueries,
    private readonly deliverySender: DeliverySender,
    private readonly endpointHealth: EndpointHealth,
    private readonly notifications: Notifications,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super({
      name: 'relay webhooks',
      intervalMs: LOOK_EVERY_MS,
      retryMs: AFTER_FAULT_MS,
      gatherMs: GATHER_MS,
      firstRun: 'at-once',
      logger,
      clock,
    });
  }

  override async onApplicationBootstrap(): Promise<void> {
    setMaxListeners(MAX_IN_FLIGHT, this.interrupting.signal); // each attempt listens
    this.notifications.subscribe('outbox', () => this.wake());
    this.notifications.onReconnect(() => this.wake());
    await super.onApplicationBootstrap();
  }

  /** Takes up nothing more. */
  onModuleDestroy(): void {
    this.end();
  }

  /** Attempts under way may finish for a while; what does not is given back untried. */
  override async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
    await Promise.race([Promise.all(this.inFlight), sleep(FINISH_WITHIN_MS, undefined, { ref: false })]);
    this.interrupting.abort();
    await Promise.all(this.inFlight);
    await this.settle().catch((error) =>
      this.logger.warn({ err: error }, 'deliveries could not be given back: their leases will expire'),
    );
  }

  protected override async run(): Promise<void> {
    await this.settle();
    const now = this.clock.now();
    if ((await this.queries.spread(now, EVENTS_AT_ONCE)) === EVENTS_AT_ONCE) this.wake();
    const free = MAX_IN_FLIGHT - this.inFlight.size;
    const mostLanes = Math.min(MAX_LANES, Math.floor(free / PER_ENDPOINT));
    if (mostLanes === 0) return; // the next attempt to end comes back here
    const lease = newId(now.getTime());
    const until = new Date(now.getTime() + LEASE_MS);
    const failingToo = free > MAX_IN_FLIGHT / 2;
    const { leased, lanes } = await this.queries.lease({
      lease,
      now,
      until,
      mostLanes,
      perLane: PER_ENDPOINT,
      failingToo,
    });
    for (const delivery of leased) this.send(delivery);
    if (lanes === mostLanes) this.wake();
  }

  private send(delivery: LeasedDelivery): void {
    const sending = this.deliverySender
      .send(delivery, this.interrupting.signal)
      .catch((error: unknown) => {
        // its lease will expire, and then it is tried again
        this.logger.error({ err: error, delivery_id: delivery.delivery_id }, 'a delivery could not be tried');
        return null;
      })
      .then((carried) => {
        if (carried !== null) this.finished.push(carried);
        this.inFlight.delete(sending);
        this.wake();
      });
    this.inFlight.add(sending);
  }

  /** Writes down what ended since; what cannot be written stays for the next turn. */
  private async settle(): Promise<void> {
    while (this.finished.length > 0) {
      const some = this.finished.slice(0, RECORDED_AT_ONCE);
      const now = this.clock.now();
      const tried = some.filter((carried) => carried.row !== null);
      const untried = some.filter((carried) => carried.row === null);
      if (untried.length > 0)
        await this.queries.release(
          now,
          untried.map(({ delivery }) => delivery),
        );
      const rows = tried.map(({ row }) => row!);
      const lanes = rows.length > 0 ? await this.queries.record(now, rows) : [];
      this.finished.splice(0, some.length);
      const gone = new Set(tried.filter((carried) => carried.gone).map(({ delivery }) => delivery.webhook_id));
      await this.endpointHealth.evaluate(lanes, gone);
    }
  }
}
