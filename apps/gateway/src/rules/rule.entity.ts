/** A rule as stored; `matchCount` and `lastMatchAt` trail by the matches that lie in rule_matches. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Verdict } from '../scans/scan-result.entity.js';
import type { SideEffect, ConditionTree } from './rules.types.js';

export type RuleStatus = 'draft' | 'monitor' | 'live' | 'paused';

/** bigint travels as text. */
const wholeNumber = { to: (value: number) => value, from: (value: string | number) => Number(value) };

@Entity('rules')
export class Rule {
  @PrimaryColumn('uuid') ruleId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text') name: string;
  @Column('int') priority: number;
  @Column('text') status: RuleStatus;
  @Column('jsonb') conditions: ConditionTree;
  @Column('text') verdict: Verdict;
  @Column('jsonb') sideEffects: SideEffect[];
  @Column('bigint', { transformer: wholeNumber }) matchCount: number;
  @Column('timestamptz', { nullable: true }) lastMatchAt: Date | null;
  /** Rises with every edit; the entity tag. */
  @Column('int') version: number;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
}
