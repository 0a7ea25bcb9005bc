/** How often each rule matched: counted in rows of their own, so that no scan waits for another, and gathered every while. */
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import type { Rule } from './rule.entity.js';

const GATHER_MS = 2_000;
const AT_ONCE = 10_000;

/** Rules are locked in one order; what belongs to a deleted rule goes without a trace. */
const GATHER = `
WITH taken AS (
  DELETE FROM rule_matches WHERE match_id IN (SELECT match_id FROM rule_matches ORDER BY match_id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING rule_id, matched_at
), counted AS (
  SELECT rule_id, count(*) AS n, max(matched_at) AS latest FROM taken GROUP BY rule_id
), held AS (
  SELECT rule_id FROM rules WHERE rule_id IN (SELECT rule_id FROM counted) ORDER BY rule_id FOR UPDATE
), done AS (
  UPDATE rules r SET match_count = r.match_count + c.n, last_match_at = greatest(r.last_match_at, c.latest)
  FROM counted c JOIN held h ON h.rule_id = c.rule_id WHERE r.rule_id = c.rule_id
)
SELECT count(*)::int AS n FROM taken`;

@Injectable()
export class RuleStatistics extends Periodic {
  constructor(
    private readonly database: Database,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'gather matches of rules', intervalMs: GATHER_MS, logger });
  }

  protected override async run(): Promise<void> {
    while (!this.isStopping) {
      const [row] = await this.database.systemQuery<{ n: number }>('gather matches of rules', GATHER);
      if (row!.n < AT_ONCE) return;
    }
  }

  /** Brings the rows up to the moment: what is not gathered yet is counted as well. */
  async complete(tx: Tx, rules: Rule[]): Promise<Rule[]> {
    // both from one snapshot: between two, the gathering could move matches from the one to the other
    const rows = await tx.query<{ rule_id: string; n: string; latest: Date | null }[]>(
      `SELECT r.rule_id, r.match_count + count(m.match_id) AS n, greatest(r.last_match_at, max(m.matched_at)) AS latest
       FROM rules r LEFT JOIN rule_matches m ON m.rule_id = r.rule_id WHERE r.rule_id = ANY ($1) GROUP BY r.rule_id`,
      [rules.map((rule) => rule.ruleId)],
    );
    const found = new Map(rows.map((row) => [row.rule_id, row]));
    return rules.map((rule) => {
      const row = found.get(rule.ruleId);
      return row ? { ...rule, matchCount: Number(row.n), lastMatchAt: row.latest } : rule;
    });
  }
}
