/** Carries one delivery out: signs the stored bytes, posts them through the guard, says what became of it. */
import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { GuardedHttp, type PostResult } from '#platform/guarded-http';
import { newId } from '#platform/ids';
import type { Logger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { LOGGER } from '../foundations.tokens.js';
import { signatureHeaders } from './signature.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import type { DeliveryStatus } from './delivery.entity.js';
import { judge, type AttemptOutcome } from './outcome.policy.js';
import type { AttemptRow, LeasedDelivery } from './relay.store.js';
import { nextAttemptMs, readRetryAfter } from './retry.policy.js';

const LAG_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60];
export const ATTEMPT_LIMIT_MS = 15_000;
export const MAX_RESPONSE_BYTES = 100 * 1024;

export interface DeliveryOutcome {
  delivery: LeasedDelivery;
  /** null: interrupted, as if it had not been tried. */
  row: AttemptRow | null;
  gone: boolean;
}

/** What goes out; a diagnosis sends the same. */
export interface SignedRequest {
  url: string;
  eventId: string;
  body: Buffer;
  secrets: string[];
}

@Injectable()
export class DeliverySender {
  private readonly attempts;
  private readonly lag;

  constructor(
    private readonly clock: Clock,
    private readonly guard: GuardedHttp,
    private readonly secrets: WebhookSecrets,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    const of = 'Webhook attempts by what became of the delivery.';
    this.attempts = metrics.counter('thenar_webhook_attempts_total', of, ['outcome']);
    this.lag = metrics.histogram(
      'thenar_webhook_first_attempt_seconds',
      'From the event to the end of its first attempt.',
      {
        buckets: LAG_S,
      },
    );
  }

  /** @returns null when there is nothing to send any more */
  async send(delivery: LeasedDelivery, signal: AbortSignal): Promise<DeliveryOutcome | null> {
    const secrets = (delivery.secrets ?? []).map((sealed) => this.secrets.open(delivery.webhook_id, sealed));
    // without a secret the webhook was deleted a moment ago
    if (secrets.length === 0) return null;
    const startedAt = this.clock.now();
    const body = Buffer.from(delivery.body);
    const { posted } = await this.post({ url: delivery.url, eventId: delivery.event_id, body, secrets }, signal);
    if (posted.failure?.code === 'interrupted') return { delivery, row: null, gone: false };
    const outcome = judge(posted);
    this.log(delivery, posted, outcome);
    const counts = delivery.kind !== 'test';
    const fate = this.fate(delivery, posted, outcome);
    this.count(delivery, fate.status);
    const row = {
      ...seen(posted),
      ...fate,
      counts,
      started_at: startedAt.toISOString(),
    };
    return { delivery, row, gone: outcome.gone && counts };
  }

  /** @returns the answer, and the headers that were sent */
  async post(
    parcel: SignedRequest,
    signal?: AbortSignal,
  ): Promise<{ posted: PostResult; headers: Record<string, string> }> {
    const signed = { id: parcel.eventId, unixMs: this.clock.nowMs(), body: parcel.body };
    const headers = { ...PLAIN_HEADERS, ...signatureHeaders(signed, parcel.secrets) };
    const limits = { timeoutMs: ATTEMPT_LIMIT_MS, maxBodyBytes: MAX_RESPONSE_BYTES };
    const posted = await this.guard.post({ url: parcel.url, headers, body: parcel.body, ...limits, signal });
    return { posted, headers };
  }

  private fate(delivery: LeasedDelivery, posted: PostResult, outcome: AttemptOutcome) {
    const nowMs = this.clock.nowMs();
    const next = this.next(delivery, posted, { outcome, nowMs });
    return {
      lease: delivery.lease,
      delivery_id: delivery.delivery_id,
      event_id: delivery.event_id,
      attempt_id: newId(nowMs),
      succeeded: outcome.succeeded,
      error_code: outcome.errorCode,
      error_message: outcome.errorMessage,
      status: outcome.succeeded ? ('success' as const) : next === null ? ('failed' as const) : ('pending' as const),
      next_attempt_at: next === null ? null : new Date(next).toISOString(),
    };
  }

  private next(
    delivery: LeasedDelivery,
    posted: PostResult,
    at: { outcome: AttemptOutcome; nowMs: number },
  ): number | null {
    if (at.outcome.succeeded || at.outcome.gone) return null;
    return nextAttemptMs({
      attempts: delivery.attempt_count + 1,
      createdMs: delivery.created_at.getTime(),
      nowMs: at.nowMs,
      retryAfterMs: readRetryAfter(posted.headers['retry-after'], at.nowMs),
      chance: randomInt(-1000, 1001) / 1000,
    });
  }

  private count({ attempt_count, created_at }: LeasedDelivery, status: DeliveryStatus): void {
    this.attempts.inc({ outcome: status === 'pending' ? 'retry' : status });
    if (attempt_count === 0) this.lag.observe(Math.max(0, this.clock.nowMs() - created_at.getTime()) / 1000);
  }

  private log(delivery: LeasedDelivery, posted: PostResult, { errorCode }: AttemptOutcome): void {
    const { request_id, event_id, delivery_id, webhook_id, attempt_count } = delivery;
    const facts = { request_id, event_id, delivery_id, webhook_id, attempt: attempt_count + 1, error_code: errorCode };
    this.logger.info({ ...facts, status: posted.statusCode, ms: tenths(posted.durationMs) }, 'webhook attempt');
  }
}

const PLAIN_HEADERS = {
  'Content-Type': 'application/json',
  'User-Agent': 'Thenar-Webhooks/1',
  Accept: '*/*',
  // what is not packed needs no unpacking, and cannot burst
  'Accept-Encoding': 'identity',
};

function seen(posted: PostResult) {
  const { phases, statusCode, body } = posted;
  return {
    duration_ms: tenths(posted.durationMs)!,
    dns_ms: tenths(phases.dnsMs),
    connect_ms: tenths(phases.connectMs),
    tls_ms: tenths(phases.tlsMs),
    ttfb_ms: tenths(phases.ttfbMs),
    resolved_ip: posted.resolvedIp,
    status_code: statusCode,
    response_headers: statusCode === null ? null : posted.headers,
    response_body: statusCode === null ? null : body.toString('base64'),
    response_truncated: posted.truncated,
  };
}

function tenths(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}
