/** Counts of failed attempts; all gateways share them. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

export interface AttemptSubject {
  organizationId: string;
  /** Whom the attempts are about; the count goes with the member. */
  memberId: string | null;
  /** What is counted together. */
  parts: readonly string[];
}

export interface AttemptCount {
  failures: number;
  lastFailedAt: Date;
  /** The first failure of the count. */
  startedAt: Date;
  blockedUntil: Date;
}

const COLUMNS = `failures, last_failed_at AS "lastFailedAt", started_at AS "startedAt", blocked_until AS "blockedUntil"`;

@Injectable()
export class AttemptsStore {
  async find(tx: Tx, subject: AttemptSubject): Promise<AttemptCount | null> {
    const sql = `SELECT ${COLUMNS} FROM attempt_counts WHERE subject = $1`;
    const [row] = await tx.query<AttemptCount[]>(sql, [digestOf(subject)]);
    return row ?? null;
  }

  /** One failure more; counts of before `since` begin anew. The row stays locked until the transaction ends. */
  async add(tx: Tx, subject: AttemptSubject, { now, since }: { now: Date; since: Date }): Promise<AttemptCount> {
    const begun = `CASE WHEN attempt_counts.last_failed_at > $5 THEN`;
    const [row] = await tx.query<AttemptCount[]>(
      `INSERT INTO attempt_counts (subject, organization_id, member_id, failures, started_at, last_failed_at, blocked_until)
       VALUES ($1, $2, $3, 1, $4, $4, $4)
       ON CONFLICT (subject) DO UPDATE SET last_failed_at = $4,
         failures = ${begun} attempt_counts.failures + 1 ELSE 1 END,
         started_at = ${begun} attempt_counts.started_at ELSE $4 END
       RETURNING ${COLUMNS}`,
      [digestOf(subject), subject.organizationId, subject.memberId, now, since],
    );
    return row!;
  }

  async block(tx: Tx, subject: AttemptSubject, until: Date): Promise<void> {
    await tx.query('UPDATE attempt_counts SET blocked_until = $2 WHERE subject = $1', [digestOf(subject), until]);
  }

  /** @returns false when another attempt has taken this moment */
  async takeTurn(tx: Tx, subject: AttemptSubject, { now, next }: { now: Date; next: Date }): Promise<boolean> {
    const sql = `WITH taken AS (
        UPDATE attempt_counts SET blocked_until = $3 WHERE subject = $1 AND blocked_until <= $2 RETURNING 1)
      SELECT count(*)::int AS count FROM taken`;
    const [row] = await tx.query<{ count: number }[]>(sql, [digestOf(subject), now, next]);
    return row!.count > 0;
  }

  async reset(tx: Tx, subject: AttemptSubject): Promise<void> {
    await tx.query('DELETE FROM attempt_counts WHERE subject = $1', [digestOf(subject)]);
  }
}

/** A caller chooses a part of these words; a digest has one length and no seams. */
function digestOf({ organizationId, parts }: AttemptSubject): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([organizationId, ...parts]))
    .digest();
}
