/** Events for other systems are written in the transaction of the change; the relay reads it from there. */
import { Injectable } from '@nestjs/common';
import { currentRequest } from '#platform/access';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';

/**
 * The service declares its event types here, by merging into this interface: `{ type: 'a' | 'b' }`. A type that is not
 * declared does not compile.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the service
export interface OutboxEventTypes {}

export type OutboxEventType = OutboxEventTypes extends { type: infer T } ? T : string;

export interface OutboxEvent {
  organizationId: string;
  projectId: string;
  type: OutboxEventType;
  /** Ids and plain facts: no names, no biometrics. */
  data: Record<string, unknown>;
  /** Default: the request at hand. */
  requestId?: string | null;
}

@Injectable()
export class Outbox {
  constructor(private readonly clock: Clock) {}

  /** The body is serialised once, here; every delivery and retry sends these bytes. @returns event_id */
  async append(tx: Tx, event: OutboxEvent): Promise<string> {
    const now = this.clock.now();
    const eventId = newId(now.getTime());
    const body = JSON.stringify({
      event_id: eventId,
      type: event.type,
      timestamp: now.toISOString(),
      project_id: event.projectId,
      data: { event_type: event.type, ...event.data },
    });
    await tx.query(
      `INSERT INTO outbox_events (event_id, organization_id, project_id, type, body, request_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        eventId,
        event.organizationId,
        event.projectId,
        event.type,
        body,
        event.requestId ?? currentRequest()?.requestId ?? null,
        now,
      ],
    );
    return eventId;
  }
}
