/** Rules are written down, changed, deleted: checked first, then in force everywhere. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { etagOf, requireMatch } from '#platform/http';
import { newId } from '#platform/ids';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { ListEntries } from '../lists/list-entries.service.js';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { sideEffectFaults } from './action.policy.js';
import { faultsOf, type ListCatalogue } from './conditions.policy.js';
import { Propagation, type PropagationResult } from './propagation.service.js';
import { Rule } from './rule.entity.js';
import { type RulePath, RuleRecords } from './rule-records.service.js';
import type { CreateRule, PatchRule } from './rules.dto.js';
import { badRule, MAX_RULES, ruleLimitReached } from './rules.errors.js';
import type { SideEffect, ConditionTree } from './rules.types.js';

type Editor = UserPrincipal | KeyPrincipal;

export interface ChangedRule {
  rule: Rule;
  measured: PropagationResult;
}

/** Stored with the rule; replaced by the measured result once every process has reported. */
const NOT_YET_PROPAGATED: PropagationResult = { propagated: false, propagationMs: 0 };

@Injectable()
export class RuleChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly records: RuleRecords,
    private readonly lists: ListEntries,
    private readonly propagation: Propagation,
    private readonly audit: Audit,
  ) {}

  async create(caller: WithAnswer<Editor, ChangedRule>, projectId: string, input: CreateRule): Promise<ChangedRule> {
    check(input, null);
    return this.inForce(projectId, (announce) =>
      this.database.tenantTransaction(caller, async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
        announce(await this.propagation.change(tx, project)); // first: it holds the others back, so that two new rules get two places
        check(input, await this.lists.known(tx, projectId));
        const rule = await this.write(tx, project.organizationId, { projectId, input });
        await this.record(tx, caller, { rule, action: 'rule.created' });
        await caller.answer?.(tx, { rule, measured: NOT_YET_PROPAGATED });
        return rule;
      }),
    );
  }

  /** What is left out stays. @throws Problem `not_found`, `validation_error`, `precondition_failed` */
  async patch(
    caller: Editor,
    at: RulePath,
    edit: { input: PatchRule; ifMatch: string | undefined },
  ): Promise<ChangedRule> {
    const { input, ifMatch } = edit;
    check(input, null);
    return this.inForce(at.projectId, (announce) =>
      this.database.tenantTransaction(caller, async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, at.projectId, 'write', () =>
          this.records.find(tx, at),
        );
        const version = await this.propagation.change(tx, project);
        const rule = await this.records.find(tx, at);
        requireMatch(ifMatch, etagOf(rule.version));
        check(input, await this.lists.known(tx, at.projectId));
        announce(version);
        const fields = Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field]));
        if (fields.length > 0) await this.rewrite(tx, rule, input);
        if (fields.length > 0)
          await this.record(tx, caller, { rule, action: 'rule.updated', details: { fields, status: rule.status } });
        return this.records.complete(tx, rule);
      }),
    );
  }

  async remove(caller: Editor, at: RulePath): Promise<ChangedRule> {
    return this.inForce(at.projectId, (announce) =>
      this.database.tenantTransaction(caller, async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, at.projectId, 'write', () =>
          this.records.find(tx, at),
        );
        announce(await this.propagation.change(tx, project));
        const rule = await this.records.find(tx, at);
        await tx.delete(Rule, { ruleId: rule.ruleId });
        await this.record(tx, caller, { rule, action: 'rule.deleted' });
        return rule;
      }),
    );
  }

  /** @param work says which version it made */
  private async inForce(
    projectId: string,
    work: (announce: (version: bigint) => void) => Promise<Rule>,
  ): Promise<ChangedRule> {
    let version = 0n;
    const rule = await work((made) => (version = made));
    return { rule, measured: await this.propagation.measure(projectId, version) };
  }

  private async write(
    tx: Tx,
    organizationId: string,
    { projectId, input }: { projectId: string; input: CreateRule },
  ): Promise<Rule> {
    const [there] = await tx.query<{ n: number; last: number | null }[]>(
      'SELECT count(*)::int AS n, max(priority) AS last FROM rules WHERE project_id = $1',
      [projectId],
    );
    if (there!.n >= MAX_RULES) throw ruleLimitReached();
    const now = this.clock.now();
    const rule = tx.create(Rule, {
      ...{ ruleId: newId(now.getTime()), organizationId, projectId, name: input.name },
      ...{ priority: input.priority ?? (there!.last ?? 0) + 1, status: input.status ?? 'draft' },
      ...{ conditions: input.conditions as ConditionTree, verdict: input.action.verdict },
      ...{ sideEffects: (input.action.side_effects ?? []) as SideEffect[], matchCount: 0, lastMatchAt: null },
      ...{ version: 1, createdAt: now, updatedAt: now },
    } as Rule);
    await tx.insert(Rule, rule as never);
    return rule;
  }

  private async rewrite(tx: Tx, rule: Rule, input: PatchRule): Promise<void> {
    apply(rule, input);
    rule.version += 1;
    rule.updatedAt = this.clock.now();
    const { name, priority, status, conditions, verdict, sideEffects, version, updatedAt } = rule;
    const changed = { name, priority, status, conditions, verdict, sideEffects, version, updatedAt };
    await tx.update(Rule, { ruleId: rule.ruleId }, changed as never);
  }

  private record(
    tx: Tx,
    caller: Editor,
    deed: { rule: Rule; action: string; details?: Record<string, unknown> },
  ): Promise<void> {
    const { rule, action, details } = deed;
    return this.audit.record(tx, caller, {
      organizationId: rule.organizationId,
      action,
      kind: 'rule',
      id: rule.ruleId,
      details,
    });
  }
}

/** @param lists null: before it is known whose rule it is */
function check({ conditions, action }: PatchRule, lists: ListCatalogue | null): void {
  const faults = [
    ...(conditions === undefined ? [] : faultsOf(conditions, lists)),
    ...(action?.side_effects === undefined ? [] : sideEffectFaults(action.side_effects, lists)),
  ];
  if (faults.length > 0) throw badRule(faults);
}

function apply(rule: Rule, input: PatchRule): void {
  if (input.name !== undefined) rule.name = input.name;
  if (input.priority !== undefined) rule.priority = input.priority;
  if (input.status !== undefined) rule.status = input.status;
  if (input.conditions !== undefined) rule.conditions = input.conditions as ConditionTree;
  if (input.action?.verdict !== undefined) rule.verdict = input.action.verdict;
  if (input.action?.side_effects !== undefined) rule.sideEffects = input.action.side_effects as SideEffect[];
}
