/**
 * What a project's rules decide about a scan: every identify and verify attempt passes here before it
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
    private readonly inputs: RuleInputReader,
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

  /** Where a terminal's clock cannot be right, at both times: the stricter decision counts, as it is. */
  private async judge(tx: Tx, attempt: Attempt, set: RuleSet): Promise<Decision> {
    const decisions: Decision[] = [];
    for (const at of this.inputs.momentsOf(attempt))
      decisions.push(await this.judgeAt(tx, { attempt, set, at, signals: decisions[0]?.signals }));
    return strictest(decisions);
  }

  private async judgeAt(tx: Tx, { attempt, set, at, signals }: Judgement): Promise<Decision> {
    const transaction = set.slots.asks('transaction.');
    const inputs = await this.inputs.read(tx, attempt, { at, transaction, picture: signals === undefined });
    if (signals?.replayed_capture) inputs.signals.replayed_capture = true; // as noted at the first moment
    const values = set.slots.read(inputs);
    const onLists = await this.lists.holding(tx, askedOf(set.lists, values));
    const outcome = ask(set, values, onLists);
    if (outcome.broken)
      this.logger.error({ err: outcome.broken.test, rule_id: outcome.broken.ruleId }, 'a rule cannot be asked');
    return decisionOf(
      attempt,
      { verdict: outcome.verdict, signals: inputs.signals, gate: gateOf(set, inputs, outcome) },
      outcome,
    );
  }
}

interface Judgement {
  attempt: Attempt;
  set: RuleSet;
  at: Date;
  /** Of the moment before, if the scan is judged at several. */
  signals?: Decision['signals'];
}

const STRICTNESS: Record<Verdict | 'none', number> = { none: 0, allow: 1, challenge: 2, block: 3 };
const strictnessOf = ({ verdict }: Decision): number => STRICTNESS[verdict ?? 'none'];

/** Of equally strict ones the first. */
const strictest = (decisions: readonly Decision[]): Decision =>
  decisions.reduce((strict, other) => (strictnessOf(other) > strictnessOf(strict) ? other : strict));

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

/** For the explanation of the scan; numbers that say nothing about the palm. */
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
