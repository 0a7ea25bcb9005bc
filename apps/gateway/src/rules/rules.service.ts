/**
 * What a project's rules decide about a scan: the door through which every identify and verify attempt goes before it
 * is written down. Whatever goes wrong in here, the scan is recorded; it is challenged then, not let through.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import type { Logger } from '#platform/logging';
import { LOGGER } from '../foundations.tokens.js';
import type { ScanResult, Verdict } from '../scans/scan-result.entity.js';
import { ListEntries } from '../lists/list-entries.service.js';
import type { Values } from './compile.policy.js';
import { ConsequencesService } from './consequences.service.js';
import { RuleInputReader } from './rule-input-reader.service.js';
import { HistoryQueries } from './history.queries.js';
import { RuleSets } from './rule-sets.service.js';
import { ask, type ReferencedList, type EvaluationOutcome, type RuleSet } from './rule-set.js';
import type { Attempt, Decision, RuleInputs } from './rules.types.js';

@Injectable()
export class RulesService {
  constructor(
    private readonly ruleSets: RuleSets,
    private readonly history: HistoryQueries,
    private readonly domainEvents: RuleInputReader,
    private readonly lists: ListEntries,
    private readonly consequences: ConsequencesService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Joins the transaction that records the scan; the member, if there is one, is locked.
   * A rule gives a verdict and nothing else: who the palm belongs to is not for rules to say.
   */
  async decide(tx: Tx, attempt: Attempt): Promise<Decision> {
    let set: RuleSet | null = null;
    try {
      // a statement that fails in here must not take the scan with it
      return await tx.transaction(async (inner) => {
        const version = await this.history.enter(inner, attempt.project.projectId, attempt.deviceId);
        set = await this.ruleSets.open(inner, attempt.project.projectId, version);
        return await this.judge(inner, attempt, set);
      });
    } catch (error) {
      this.logger.error({ err: error }, 'a scan could not be judged');
      const unruled = set !== null && (set as RuleSet).live.length === 0;
      return decisionOf(attempt, {
        verdict: unruled ? null : 'challenge',
        signals: {},
        gate: { gate: 'rules', outcome: 'fault' },
      });
    }
  }

  /** What the decision leads to, once the scan is written down; in the same transaction. */
  carryOut(tx: Tx, decision: Decision, scan: ScanResult): Promise<void> {
    return this.consequences.note(tx, decision.consequences, scan);
  }

  private async judge(tx: Tx, attempt: Attempt, set: RuleSet): Promise<Decision> {
    const facts = await this.domainEvents.read(tx, attempt, { transaction: set.slots.asks('transaction.') });
    const values = set.slots.read(facts);
    const onLists = await this.lists.holding(tx, askedOf(set.lists, values));
    const outcome = ask(set, values, onLists);
    if (outcome.broken)
      this.logger.error({ err: outcome.broken.test, rule_id: outcome.broken.ruleId }, 'a rule cannot be asked');
    return decisionOf(
      attempt,
      { verdict: outcome.verdict, signals: facts.signals, gate: gateOf(set, facts, outcome) },
      outcome,
    );
  }
}

/** A disabled member is blocked, whatever the rules say. */
function decisionOf(
  attempt: Attempt,
  said: Pick<Decision, 'verdict' | 'signals' | 'gate'>,
  outcome: EvaluationOutcome | null = null,
): Decision {
  const { project, member, barred, sourceIp } = attempt;
  const decidedBy = outcome?.decidedBy ?? null;
  const verdict: Verdict | null = barred ? 'block' : said.verdict;
  return {
    ...said,
    verdict,
    matchedRuleId: decidedBy && decidedBy.verdict === verdict ? decidedBy.ruleId : null,
    consequences: { project, member, sourceIp, decidedBy, watched: outcome?.watched.map((rule) => rule.ruleId) ?? [] },
  };
}

function askedOf(lists: readonly ReferencedList[], values: Values): { listId: string; value: string }[] {
  return lists.flatMap(({ listId, slot }) => {
    const value = values[slot];
    return typeof value === 'string' ? [{ listId, value }] : [];
  });
}

/** For the explanation of the scan; numbers that tell nothing of the palm. */
function gateOf(set: RuleSet, facts: RuleInputs, { verdict, decidedBy, broken }: EvaluationOutcome): Decision['gate'] {
  if (set.live.length === 0) return null;
  return {
    gate: 'rules',
    outcome: broken ? 'fault' : (verdict ?? 'none'),
    input: {
      rule_id: decidedBy?.ruleId ?? broken?.ruleId ?? null,
      live_rules: set.live.length,
      member_5m: facts.member?.scanCount5m ?? null,
      device_1m: facts.device?.scanCount1m ?? null,
    },
  };
}
