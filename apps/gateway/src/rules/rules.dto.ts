import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsObject, IsOptional, Length, Max, Min } from 'class-validator';
import { IsLine, IsOmittable, IsOne, pageQuery } from '#platform/http';
import { FIELD_NAMES } from './fields.js';
import type { RuleStatus } from './rule.entity.js';

export const RULE_STATUSES = ['draft', 'monitor', 'live', 'paused'] as const;
const VERDICTS = ['allow', 'challenge', 'block'] as const;
const LAST_PRIORITY = 1_000_000;

/** As it came: what is in it is checked by the module, which names every fault by a JSON pointer. */
const AsItCame = (): PropertyDecorator => Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]);

const Conditions = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: true,
      description:
        'A group `{operator: "AND" | "OR", rules: [...]}` of conditions `{field, operator, value}` and groups; at most 5 groups deep, at most 50 conditions. ' +
        '`in` and `not_in` take a list of values, or `{"list": "name"}`. ' +
        `Fields: ${FIELD_NAMES.map((name) => `\`${name}\``).join(', ')}.`,
      example: { operator: 'AND', rules: [{ field: 'velocity.member_5m', operator: 'gt', value: 3 }] },
    }),
    AsItCame(),
    IsObject(),
  ) as PropertyDecorator;

const SideEffects = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'object', additionalProperties: true },
      description:
        '`{"type": "add_to_list" | "remove_from_list", "list": "name"}`, `{"type": "emit_webhook", "label"?: "text"}`, `{"type": "disable_member"}`; at most 10.',
      example: [{ type: 'add_to_list', list: 'blocked_devices' }],
    }),
    AsItCame(),
    IsArray(),
  ) as PropertyDecorator;

export class RuleActionInput {
  @IsIn(VERDICTS) verdict: (typeof VERDICTS)[number];
  @IsOmittable() @SideEffects() side_effects?: unknown[];
}

export class PatchRuleAction {
  @IsOmittable() @IsIn(VERDICTS) verdict?: (typeof VERDICTS)[number];
  /** Replaced whole. */
  @IsOmittable() @SideEffects() side_effects?: unknown[];
}

export class CreateRule {
  @IsLine() @Length(1, 200) name: string;
  /** The lowest is asked first; default: after all others. */
  @IsOmittable() @IsInt() @Min(0) @Max(LAST_PRIORITY) priority?: number;
  @IsOmittable() @IsIn(RULE_STATUSES) status?: RuleStatus;
  @Conditions() conditions: object;
  @IsOne(() => RuleActionInput) action: RuleActionInput;
}

/** What is left out stays. */
export class PatchRule {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  @IsOmittable() @IsInt() @Min(0) @Max(LAST_PRIORITY) priority?: number;
  @IsOmittable() @IsIn(RULE_STATUSES) status?: RuleStatus;
  @IsOmittable() @Conditions() conditions?: object;
  @IsOmittable() @IsOne(() => PatchRuleAction) action?: PatchRuleAction;
}

export class ListRules extends pageQuery([10, 100]) {
  @IsOptional() @IsIn(RULE_STATUSES) status?: RuleStatus;
}

/** How far a backtest looks and how much of it is shown. */
export class BacktestRule {
  /** How far to look back. */
  @IsOmittable() @IsInt() @Min(1) @Max(30) days?: number;
  /** How many of the matched scans to show, newest first. */
  @IsOmittable() @IsInt() @Min(0) @Max(100) sample_size?: number;
}

export class BacktestDraft extends BacktestRule {
  @IsOne(() => CreateRule) rule: CreateRule;
}
