import { listOf } from '#platform/http';
import type { Attempt, Delivery, DeliveryStatus } from './delivery.entity.js';

export class DeliveryView {
  delivery_id: string;
  webhook_id: string;
  /** The same in every delivery and repetition of the event. */
  event_id: string;
  event_type: string;
  /** `pending`: waits for its next attempt; `success`: answered 2xx; `failed`: given up. */
  status: DeliveryStatus;
  attempt_count: number;
  next_attempt_at: string | null;
  last_status_code: number | null;
  last_error: string | null;
  /** The delivery that this one repeats on request. */
  replayed_from: string | null;
  created_at: string;
  completed_at: string | null;

  static of(delivery: Delivery): DeliveryView {
    return {
      delivery_id: delivery.deliveryId,
      webhook_id: delivery.webhookId,
      event_id: delivery.eventId,
      event_type: delivery.eventType,
      status: delivery.status,
      attempt_count: delivery.attemptCount,
      next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
      last_status_code: delivery.lastStatusCode,
      last_error: delivery.lastError,
      replayed_from: delivery.replayedFrom,
      created_at: delivery.createdAt.toISOString(),
      completed_at: delivery.completedAt?.toISOString() ?? null,
    };
  }
}

export class AttemptPhasesView {
  dns_ms: number | null;
  connect_ms: number | null;
  tls_ms: number | null;
  /** From the request's first byte to the answer's. */
  ttfb_ms: number | null;
}

export class AttemptView {
  attempt_id: string;
  number: number;
  started_at: string;
  duration_ms: number;
  /** null: not reached; 0: nothing to do, such as on a connection that was open already. */
  phases: AttemptPhasesView;
  resolved_ip: string | null;
  status_code: number | null;
  response_headers: Record<string, string> | null;
  /** The first 100 KB, read as UTF-8. */
  response_body: string | null;
  response_truncated: boolean;
  error_code: string | null;
  error_message: string | null;

  static of(attempt: Attempt): AttemptView {
    return {
      attempt_id: attempt.attemptId,
      number: attempt.number,
      started_at: attempt.startedAt.toISOString(),
      duration_ms: attempt.durationMs,
      phases: {
        dns_ms: attempt.dnsMs,
        connect_ms: attempt.connectMs,
        tls_ms: attempt.tlsMs,
        ttfb_ms: attempt.ttfbMs,
      },
      resolved_ip: attempt.resolvedIp,
      status_code: attempt.statusCode,
      response_headers: attempt.responseHeaders,
      response_body: attempt.responseBody?.toString('utf8') ?? null,
      response_truncated: attempt.responseTruncated,
      error_code: attempt.errorCode,
      error_message: attempt.errorMessage,
    };
  }
}

export class TestSentView {
  /** Also in the event's `data`. */
  test_id: string;
  event_id: string;
  delivery_id: string;

  static of({ testId, delivery }: { testId: string; delivery: Delivery }): TestSentView {
    return { test_id: testId, event_id: delivery.eventId, delivery_id: delivery.deliveryId };
  }
}

export class DeliveryList extends listOf(DeliveryView) {}
export class AttemptList extends listOf(AttemptView) {}

export class RecoveryView {
  /** Events that are sent once more. */
  recovering: number;

  static of(recovering: number): RecoveryView {
    return { recovering };
  }
}
