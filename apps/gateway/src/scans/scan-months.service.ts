/** Scan results lie in months: the coming ones are there before the first scan needs them, the old ones go whole. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';

const MONTHS_AHEAD = 2;
const EVERY_MS = 24 * 3_600_000;
const RETRY_MS = 10 * 60_000;

/** How long scan results are kept; provided by the configuration. */
export abstract class ScanRetention {
  abstract readonly months: number;
}

/** The first run is awaited, so that no scan comes before its month; that it failed does not stop the start. */
@Injectable()
export class ScanMonths extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly retention: ScanRetention,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super({
      name: 'keep the months of scan results',
      intervalMs: EVERY_MS,
      retryMs: RETRY_MS,
      firstRun: 'awaited',
      logger,
      clock,
    });
  }

  /** While it fails, rows lie in scan_results_rest. */
  protected override async run(): Promise<void> {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) await this.ensure(this.monthFromNow(ahead));
    const dropped = await this.dropBefore(this.monthFromNow(-this.retention.months));
    if (dropped.length > 0) this.logger.info({ dropped }, 'old scan results dropped');
  }

  private async ensure(month: string): Promise<void> {
    await this.database.systemQuery('a month of scan results', 'SELECT ensure_scan_month($1::date)', [month]);
  }

  private async dropBefore(month: string): Promise<string[]> {
    const sql = 'SELECT drop_scan_months($1::date) AS dropped';
    const [row] = await this.database.systemQuery<{ dropped: string[] }>('old scan results', sql, [month]);
    return row!.dropped;
  }

  /** First day of the month that lies `months` from this one, in UTC. */
  private monthFromNow(months: number): string {
    const now = this.clock.now();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
  }
}
