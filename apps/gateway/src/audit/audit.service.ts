/** Who did what to which object, and from where: rows that are only ever added, each holding the hash of the one before it. */
import { Injectable } from '@nestjs/common';
import { currentRequest } from '#platform/access';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { type ChainedRow, chainHash, GENESIS } from './chain.js';

export interface AuditEntry {
  organizationId: string;
  /** `noun.verb` in the past tense, e.g. `api_key.revoked`. */
  action: string;
  kind: string;
  id: string;
  /** Facts without secrets or people's data. */
  details?: Record<string, unknown>;
}

/** Who did it; principals have this shape. */
export type Actor =
  | { kind: 'user'; userId: string }
  | { kind: 'key'; keyId: string }
  | { kind: 'terminal'; deviceId: string }
  | { kind: 'system'; name: string };

@Injectable()
export class Audit {
  constructor(private readonly clock: Clock) {}

  /** Joins the transaction of the deed: what is undone leaves no record. The head's row lock puts deeds in order. */
  async record(tx: Tx, actor: Actor, deed: AuditEntry): Promise<void> {
    const now = this.clock.now();
    const [head] = await tx.query<{ sequence: string; hash: Buffer }[]>(
      `INSERT INTO audit_heads (organization_id, sequence, hash) VALUES ($1, 0, $2)
       ON CONFLICT (organization_id) DO UPDATE SET sequence = audit_heads.sequence RETURNING sequence, hash`,
      [deed.organizationId, GENESIS],
    );
    const request = currentRequest();
    const row: ChainedRow = {
      auditEventId: newId(now.getTime()),
      organizationId: deed.organizationId,
      sequence: Number(head!.sequence) + 1,
      actorKind: actor.kind,
      actorId: actorId(actor),
      action: deed.action,
      objectKind: deed.kind,
      objectId: deed.id,
      address: request?.address ?? null,
      requestId: request?.requestId ?? null,
      details: deed.details ?? {},
      createdAt: now,
    };
    const hash = chainHash(head!.hash, row);
    await tx.query(
      `WITH head AS (UPDATE audit_heads SET sequence = $3, hash = $14 WHERE organization_id = $2)
       INSERT INTO audit_events (audit_event_id, organization_id, sequence, actor_kind, actor_id, action, object_kind, object_id,
         address, request_id, details, created_at, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        row.auditEventId,
        row.organizationId,
        row.sequence,
        row.actorKind,
        row.actorId,
        row.action,
        row.objectKind,
        row.objectId,
        row.address,
        row.requestId,
        JSON.stringify(row.details),
        row.createdAt,
        head!.hash,
        hash,
      ],
    );
  }
}

function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.userId;
    case 'key':
      return actor.keyId;
    case 'terminal':
      return actor.deviceId;
    case 'system':
      return actor.name;
  }
}
