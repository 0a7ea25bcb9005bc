import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { MembersModule } from '../members/members.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { BacktestController } from './backtest.controller.js';
import { BacktestService } from './backtest.service.js';
import { ConsequencesService } from './consequences.service.js';
import { SideEffectRunner } from './side-effect-runner.service.js';
import { RuleInputReader } from './rule-input-reader.service.js';
import { HistoryQueries } from './history.queries.js';
import { Propagation } from './propagation.service.js';
import { RuleSets } from './rule-sets.service.js';
import { RuleChanges } from './rule-changes.service.js';
import { RuleRecords } from './rule-records.service.js';
import { RulesPersonalData } from './rules.personal-data.js';
import { RulesController } from './rules.controller.js';
import { RulesService } from './rules.service.js';
import { SideEffects } from './side-effects.service.js';
import { RuleStatistics } from './statistics.service.js';

@Module({
  imports: [TenancyModule, AuditModule, MembersModule, ListsModule],
  controllers: [RulesController, BacktestController],
  providers: [
    ...[RulesService, RuleSets, HistoryQueries, RuleInputReader, ConsequencesService],
    ...[
      RuleRecords,
      RuleChanges,
      Propagation,
      RuleStatistics,
      SideEffects,
      SideEffectRunner,
      BacktestService,
      RulesPersonalData,
    ],
  ],
  exports: [RulesService],
})
export class RulesModule {}
