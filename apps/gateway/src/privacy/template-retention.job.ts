/** The retention clock: palms of members who were not scanned for as long as their project says are destroyed. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { type ErasedMember, PalmErasure } from './palm-erasure.service.js';
import { MAX_TEMPLATE_DAYS } from './retention.policy.js';

const EVERY_MS = 3_600_000;
const MAX_AT_ONCE = 500;

/** A member who was never scanned: from the enrollment on, which a scan would only follow. */
const DUE = `
SELECT m.member_id, m.project_id, m.organization_id FROM members m JOIN projects p ON p.project_id = m.project_id
WHERE m.hands <> '{}'
  AND greatest(m.last_scan_at, (SELECT max(t.created_at) FROM templates t WHERE t.member_id = m.member_id))
      < $1::timestamptz - make_interval(days => least(coalesce(p.retention_days, $2), $2))
LIMIT ${MAX_AT_ONCE}`;

@Injectable()
export class TemplateRetention extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly palms: PalmErasure,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super({ name: 'keep the retention of templates', intervalMs: EVERY_MS, firstRun: 'at-once', logger, clock });
  }

  /** One round over all projects. @returns how many members lost their palms */
  async sweep(): Promise<number> {
    let ended = 0;
    for (;;) {
      const due = await this.database.systemQuery<ErasedMember>('palms that nobody shows any more', DUE, [
        this.clock.now(),
        MAX_TEMPLATE_DAYS,
      ]);
      let here = 0;
      await this.forEach(
        due,
        async (member) => ((await this.endPalms(member)) ? here++ : here),
        ({ member_id }) => ({ member_id }),
      );
      ended += here;
      if (due.length < MAX_AT_ONCE || here === 0 || this.isStopping) return ended;
    }
  }

  private async endPalms(member: ErasedMember): Promise<boolean> {
    const ended = await this.database.systemTransaction('end forgotten palms', (tx) => this.palms.end(tx, member));
    if (ended) this.palms.evict(member);
    return ended;
  }

  protected override async run(): Promise<void> {
    const ended = await this.sweep();
    if (ended > 0) this.logger.info({ members: ended }, 'palms past their retention destroyed');
  }
}
