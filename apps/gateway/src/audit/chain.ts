/** What makes the record hard to change unseen: each row's hash covers the row and the hash before it. */
import { createHash } from 'node:crypto';

export const GENESIS = Buffer.alloc(32);

/** A row as it is hashed; the order of the fields is part of the format. */
export interface ChainedRow {
  auditEventId: string;
  organizationId: string;
  sequence: number;
  actorKind: string;
  actorId: string;
  action: string;
  objectKind: string;
  objectId: string;
  address: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
  createdAt: Date;
}

export function chainHash(previous: Buffer, row: ChainedRow): Buffer {
  const fields = [
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
    row.details,
    row.createdAt.toISOString(),
  ];
  return createHash('sha256').update(previous).update(canonical(fields)).digest();
}

/** JSON with sorted members: the database keeps details in an order of its own. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
