import { Body, Controller, Delete, Get, Headers, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { etagOf, IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { type ChangedRule, RuleChanges } from './rule-changes.service.js';
import { RuleRecords } from './rule-records.service.js';
import { CreateRule, ListRules, PatchRule } from './rules.dto.js';
import { ChangedRuleView, DeletedRuleView, RuleList, RuleView } from './rules.view.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '`ETag` of the GET; 412 when the rule was edited since.',
};

@ApiTags('Rules')
@Controller('v1/projects/:project_id/rules')
export class RulesController {
  constructor(
    private readonly records: RuleRecords,
    private readonly changes: RuleChanges,
  ) {}

  /** List Rules in the order in which they are asked: lowest priority first, then age. */
  @Get()
  @Access('user-or-key', { scope: 'rules:read', rate: 'management' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListRules,
  ): Promise<RuleList> {
    const page = await this.records.list(caller, projectId, wanted);
    return { ...page, data: page.data.map(RuleView.of) };
  }

  /**
   * Create Rule. The first live rule that matches an identify or verify decides its verdict; a monitored one is only counted.
   * Faults in `conditions` are named by JSON pointers.
   */
  @Post()
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async create(
    @CallerOf(ChangedRuleView.changed) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateRule,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedRuleView> {
    return tagged(await this.changes.create(caller, projectId, input), reply);
  }

  /** Get Rule */
  @Get(':rule_id')
  @Access('user-or-key', { scope: 'rules:read', rate: 'management' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('rule_id') ruleId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RuleView> {
    const rule = await this.records.get(caller, { projectId, ruleId });
    void reply.header('ETag', etagOf(rule.version));
    return RuleView.of(rule);
  }

  /** Update Rule: what is left out stays; `conditions` and `side_effects` are replaced whole. */
  @Patch(':rule_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async patch(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('rule_id') ruleId: string,
    @Body() input: PatchRule,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedRuleView> {
    return tagged(await this.changes.patch(caller, { projectId, ruleId }, { input, ifMatch }), reply);
  }

  /** Update Rule, the same as PATCH. */
  @Put(':rule_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async put(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('rule_id') ruleId: string,
    @Body() input: PatchRule,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangedRuleView> {
    return tagged(await this.changes.patch(caller, { projectId, ruleId }, { input, ifMatch }), reply);
  }

  /** Delete Rule: for good; it decides nothing any more. Scans keep the id of the rule that decided them. */
  @Delete(':rule_id')
  @Access('user-or-key', { scope: 'rules:write', rate: 'management' })
  async remove(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('rule_id') ruleId: string,
  ): Promise<DeletedRuleView> {
    const { rule, measured } = await this.changes.remove(caller, { projectId, ruleId });
    return DeletedRuleView.of(rule, measured);
  }
}

function tagged({ rule, measured }: ChangedRule, reply: FastifyReply): ChangedRuleView {
  void reply.header('ETag', etagOf(rule.version));
  return ChangedRuleView.changed({ rule, measured });
}
