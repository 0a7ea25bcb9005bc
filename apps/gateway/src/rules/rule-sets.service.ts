/** The rules of each project, compiled: once per change, in whatever process is asked, always those of the version asked for. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { ListEntries } from '../lists/list-entries.service.js';
import { Rule } from './rule.entity.js';
import { makeRuleSet, type RuleSet, type StoredRule } from './rule-set.js';

const MAX_PROJECTS = 2_000;

@Injectable()
export class RuleSets {
  private readonly sets = new Map<string, RuleSet>();

  constructor(private readonly lists: ListEntries) {}

  /** @param version as read in this transaction: what was compiled before it is not used */
  async open(tx: Tx, projectId: string, version: bigint): Promise<RuleSet> {
    const known = this.sets.get(projectId);
    if (known && known.version >= version) return known;
    const set = makeRuleSet(version, await this.asked(tx, projectId), await this.lists.known(tx, projectId));
    if (this.sets.size >= MAX_PROJECTS && !known) this.sets.delete(this.sets.keys().next().value!);
    const latest = this.sets.get(projectId);
    if (!latest || latest.version <= version) this.sets.set(projectId, set);
    return set;
  }

  /** Reads the version first: rules may be newer than it says, never older. */
  async openLatest(tx: Tx, projectId: string): Promise<RuleSet> {
    return this.open(tx, projectId, await this.versionOf(tx, projectId));
  }

  async versionOf(tx: Tx, projectId: string): Promise<bigint> {
    const [row] = await tx.query<{ version: string }[]>('SELECT version FROM rule_sets WHERE project_id = $1', [
      projectId,
    ]);
    return BigInt(row?.version ?? 0);
  }

  /** Joins a change of the project's rules, and makes those who change them come one by one. @returns the new version */
  async bumpVersion(tx: Tx, at: { organizationId: string; projectId: string }): Promise<bigint> {
    const [row] = await tx.query<{ version: string }[]>(
      `INSERT INTO rule_sets (project_id, organization_id, version) VALUES ($1, $2, 1)
       ON CONFLICT (project_id) DO UPDATE SET version = rule_sets.version + 1 RETURNING version`,
      [at.projectId, at.organizationId],
    );
    return BigInt(row!.version);
  }

  private async asked(tx: Tx, projectId: string): Promise<StoredRule[]> {
    const rules = await tx
      .createQueryBuilder(Rule, 'r')
      .where(`r.projectId = :projectId AND r.status IN ('live', 'monitor')`, { projectId })
      .getMany();
    return rules.map(({ ruleId, priority, status, conditions, verdict, sideEffects, createdAt }) => ({
      ...{ ruleId, priority, status: status as StoredRule['status'], conditions, verdict, sideEffects, createdAt },
    }));
  }
}
