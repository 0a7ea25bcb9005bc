import { listOf } from '#platform/http';
import type { AuditEvent } from './audit-event.entity.js';

export class AuditActorView {
  kind: 'user' | 'key' | 'terminal' | 'system';
  id: string;
}

export class AuditObjectView {
  kind: string;
  id: string;
}

export class AuditEventView {
  audit_event_id: string;
  /** From 1, without gaps in an organization. */
  sequence: number;
  actor: AuditActorView;
  action: string;
  object: AuditObjectView;
  /** From where it was asked for; null for what the gateway did by itself. */
  address: string | null;
  request_id: string | null;
  details: Record<string, unknown>;
  created_at: string;

  static of(event: AuditEvent): AuditEventView {
    return {
      audit_event_id: event.auditEventId,
      sequence: Number(event.sequence),
      actor: { kind: event.actorKind as AuditActorView['kind'], id: event.actorId },
      action: event.action,
      object: { kind: event.objectKind, id: event.objectId },
      address: event.address,
      request_id: event.requestId,
      details: event.details,
      created_at: event.createdAt.toISOString(),
    };
  }
}

export class AuditEventList extends listOf(AuditEventView) {}
