/** Folds what came into the counts, a few at a time and in one transaction each: whoever counts meanwhile counts nothing twice. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { ScanRetention } from '../scans/scan-months.service.js';

const FOLD_MS = 2_000;
const AT_ONCE = 10_000;
const PRUNE_EVERY_MS = 3_600_000;
/** One process folds at a time: two would wait for each other's cells. */
const LOCK = 7_437_008;

const FOLD = `
WITH taken AS (
  DELETE FROM scan_deltas WHERE delta_id IN (SELECT delta_id FROM scan_deltas ORDER BY delta_id LIMIT ${AT_ONCE})
  RETURNING organization_id, project_id, quarter, operation, result, verdict, device_id, signals, scans
), scans AS (
  INSERT INTO scan_counts AS c (organization_id, project_id, quarter, operation, result, verdict, scans)
  SELECT organization_id, project_id, quarter, operation, result, verdict, sum(scans) FROM taken GROUP BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (project_id, quarter, operation, result, verdict) DO UPDATE SET scans = c.scans + excluded.scans
), devices AS (
  INSERT INTO device_counts AS c (organization_id, project_id, hour, device_id, verdict, scans)
  SELECT organization_id, project_id, date_bin('1 hour', quarter, '2000-01-01 00:00:00+00'), device_id, verdict, sum(scans)
  FROM taken GROUP BY 1, 2, 3, 4, 5
  ON CONFLICT (project_id, hour, device_id, verdict) DO UPDATE SET scans = c.scans + excluded.scans
), signals AS (
  INSERT INTO signal_counts AS c (organization_id, project_id, quarter, signal, scans)
  SELECT organization_id, project_id, quarter, signal, sum(scans) FROM taken, unnest(taken.signals) AS signal GROUP BY 1, 2, 3, 4
  ON CONFLICT (project_id, quarter, signal) DO UPDATE SET scans = c.scans + excluded.scans
)
SELECT count(*)::int AS n FROM taken`;

@Injectable()
export class ScanFoldJob extends Periodic {
  private prunedMs = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly retention: ScanRetention,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'fold scans into their counts', intervalMs: FOLD_MS, logger });
  }

  /** Until nothing is left, or another process is at it. */
  async fold(): Promise<void> {
    while (!this.isStopping && (await this.foldSome()) === AT_ONCE);
  }

  protected override async run(): Promise<void> {
    await this.fold();
    if (this.clock.nowMs() - this.prunedMs < PRUNE_EVERY_MS) return;
    await this.prune();
    this.prunedMs = this.clock.nowMs();
  }

  private foldSome(): Promise<number> {
    return this.database.systemTransaction('fold scans into their counts', async (tx) => {
      const [lock] = await tx.query<{ mine: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]);
      if (!lock!.mine) return 0;
      const [row] = await tx.query<{ n: number }[]>(FOLD);
      return row!.n;
    });
  }

  /** Months whose scans are dropped are not counted either. */
  private async prune(): Promise<void> {
    const now = this.clock.now();
    const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - this.retention.months, 1));
    for (const [table, time] of [
      ['scan_counts', 'quarter'],
      ['device_counts', 'hour'],
      ['signal_counts', 'quarter'],
    ])
      await this.database.systemQuery('counts of dropped months', `DELETE FROM ${table} WHERE ${time} < $1`, [before]);
  }
}
