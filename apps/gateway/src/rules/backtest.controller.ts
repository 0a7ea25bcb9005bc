import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { RequestSignal, IdParam } from '#platform/http';
import type { KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { BacktestService } from './backtest.service.js';
import { BacktestView } from './backtest.view.js';
import { BacktestDraft, BacktestRule } from './rules.dto.js';

@ApiTags('Rules')
@Controller('v1/projects/:project_id/rules')
export class BacktestController {
  constructor(private readonly backtests: BacktestService) {}

  /** Backtest Rule: which scans of the last days it would have matched, whatever its status. Hanging up cancels it. */
  @Post(':rule_id/backtest')
  @Access('user-or-key', { scope: 'rules:read', rate: 'management', status: 200 })
  async run(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('rule_id') ruleId: string,
    @Body() input: BacktestRule,
    @RequestSignal() gone: AbortSignal,
  ): Promise<BacktestView> {
    return BacktestView.of(await this.backtests.run(caller, { projectId, ruleId }, { input, gone }));
  }

  /** Backtest a Rule that is not stored: checked as on creating it, then evaluated like a stored one. */
  @Post('backtest')
  @Access('user-or-key', { scope: 'rules:read', rate: 'management', status: 200 })
  async runDraft(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: BacktestDraft,
    @RequestSignal() gone: AbortSignal,
  ): Promise<BacktestView> {
    return BacktestView.of(await this.backtests.runDraft(caller, projectId, { input, gone }));
  }
}
