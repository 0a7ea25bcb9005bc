/** The rows of the feed: events get their numbers under a lock of their project, so that none appears behind one that was read. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

export interface FeedRow {
  sequence: number;
  type: string;
  body: string;
}

/** Numbered in one transaction; the next look goes on. */
const NUMBERED_AT_ONCE = 5_000;

@Injectable()
export class EventFeedStore {
  /** Gives numbers to what became visible since; must be a transaction that only numbers, or its numbers stay hidden. */
  async number(tx: Tx, { organizationId, projectId }: { organizationId: string; projectId: string }): Promise<void> {
    await tx.query(
      'INSERT INTO event_feeds (project_id, organization_id, last_sequence) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING',
      [projectId, organizationId],
    );
    await tx.query('SELECT 1 FROM event_feeds WHERE project_id = $1 FOR UPDATE', [projectId]);
    // a statement of its own: it sees what others numbered before the lock was ours
    await tx.query(NUMBER, [projectId, NUMBERED_AT_ONCE]);
  }

  async hasUnnumbered(tx: Tx, projectId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'SELECT 1 FROM outbox_events WHERE project_id = $1 AND sequence IS NULL LIMIT 1',
      [projectId],
    );
    return rows.length > 0;
  }

  /** @returns events after the number, oldest first, whether they match or not */
  async after(tx: Tx, projectId: string, from: { sequence: number; limit: number }): Promise<FeedRow[]> {
    const rows = await tx.query<{ sequence: string; type: string; body: string }[]>(
      'SELECT sequence, type, body FROM outbox_events WHERE project_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
      [projectId, from.sequence, from.limit],
    );
    return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
  }

  /** @returns the number of the oldest event that is kept since `since`, or the next one to be given */
  async oldest(tx: Tx, projectId: string, since: Date): Promise<number> {
    const [row] = await tx.query<[{ oldest: string }]>(OLDEST, [projectId, since]);
    return Number(row.oldest);
  }
}

const NUMBER = `
WITH waiting AS (
  SELECT event_id, row_number() OVER (ORDER BY created_at, event_id) AS place
  FROM (SELECT event_id, created_at FROM outbox_events WHERE project_id = $1 AND sequence IS NULL
        ORDER BY created_at, event_id LIMIT $2) AS next
), feed AS (
  UPDATE event_feeds f SET last_sequence = f.last_sequence + (SELECT count(*) FROM waiting)
  WHERE f.project_id = $1 RETURNING f.last_sequence - (SELECT count(*) FROM waiting) AS before
)
UPDATE outbox_events o SET sequence = feed.before + waiting.place
FROM waiting, feed WHERE o.event_id = waiting.event_id`;

/** Numbers are not quite in the order of age: what is kept begins after the last one that is too old or gone. */
const OLDEST = `
SELECT greatest(
  coalesce((SELECT max(sequence) + 1 FROM outbox_events WHERE project_id = $1 AND sequence IS NOT NULL AND created_at < $2), 1),
  coalesce((SELECT min(sequence) FROM outbox_events WHERE project_id = $1 AND sequence IS NOT NULL),
           (SELECT last_sequence + 1 FROM event_feeds WHERE project_id = $1), 1)) AS oldest`;
