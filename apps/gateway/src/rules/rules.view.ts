import { ApiProperty } from '@nestjs/swagger';
import { listOf } from '#platform/http';
import type { PropagationResult } from './propagation.service.js';
import type { Rule } from './rule.entity.js';
import { RULE_STATUSES } from './rules.dto.js';

const VERDICTS = ['allow', 'challenge', 'block'];

export class RuleActionView {
  @ApiProperty({ enum: VERDICTS }) verdict: string;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) side_effects: object[];
}

export class RuleStatsView {
  /** Scans that it decided; while it is monitored, scans that it would match. */
  match_count: number;
  last_match_at: string | null;
}

export class RuleView {
  rule_id: string;
  name: string;
  priority: number;
  @ApiProperty({ enum: RULE_STATUSES }) status: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) conditions: object;
  action: RuleActionView;
  stats: RuleStatsView;
  created_at: string;
  updated_at: string;

  static of(rule: Rule): RuleView {
    return {
      rule_id: rule.ruleId,
      name: rule.name,
      priority: rule.priority,
      status: rule.status,
      conditions: rule.conditions,
      action: { verdict: rule.verdict, side_effects: rule.sideEffects },
      stats: { match_count: rule.matchCount, last_match_at: rule.lastMatchAt?.toISOString() ?? null },
      created_at: rule.createdAt.toISOString(),
      updated_at: rule.updatedAt.toISOString(),
    };
  }
}

export class RuleList extends listOf(RuleView) {}

export class ChangedRuleView extends RuleView {
  /** Every gateway process has compiled the change. */
  propagated: boolean;
  /** How long that took after the change was committed. */
  propagation_ms: number;

  static changed({ rule, measured }: { rule: Rule; measured: PropagationResult }): ChangedRuleView {
    return { ...RuleView.of(rule), propagated: measured.propagated, propagation_ms: measured.propagationMs };
  }
}

export class DeletedRuleView {
  deleted: boolean;
  rule_id: string;
  propagated: boolean;
  propagation_ms: number;

  static of(rule: Pick<Rule, 'ruleId'>, { propagated, propagationMs }: PropagationResult): DeletedRuleView {
    return { deleted: true, rule_id: rule.ruleId, propagated, propagation_ms: propagationMs };
  }
}
