/** What a tenant reads of its rules, with how often each matched. */
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import type { PageOf } from '#platform/http';
import { problem } from '#platform/problems';
import { type Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { pageOfRules } from './rule-pages.js';
import { Rule } from './rule.entity.js';
import type { ListRules } from './rules.dto.js';
import { RuleStatistics } from './statistics.service.js';

export interface RulePath {
  projectId: string;
  ruleId: string;
}

@Injectable()
export class RuleRecords {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly statistics: RuleStatistics,
  ) {}

  /** In the order in which they are asked. */
  list(caller: Principal, projectId: string, wanted: ListRules): Promise<PageOf<Rule>> {
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const { status } = wanted;
      const rules = await tx.getRepository(Rule).findBy({ projectId, ...(status === undefined ? {} : { status }) });
      const page = pageOfRules(rules, wanted);
      return { ...page, data: await this.statistics.complete(tx, page.data) };
    });
  }

  get(caller: Principal, at: RulePath): Promise<Rule> {
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, at.projectId, 'read');
      return this.complete(tx, await this.find(tx, at));
    });
  }

  /** With its matches up to the moment. */
  async complete(tx: Tx, rule: Rule): Promise<Rule> {
    const [complete] = await this.statistics.complete(tx, [rule]);
    return complete!;
  }

  /** @throws Problem `not_found` when the project has no such rule */
  async find(tx: Tx, { projectId, ruleId }: RulePath): Promise<Rule> {
    const rule = await tx.getRepository(Rule).findOneBy({ ruleId, projectId });
    if (!rule) throw problem.notFound();
    return rule;
  }
}
