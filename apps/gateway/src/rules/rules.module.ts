import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { MembersModule } from '../members/members.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { BacktestController } from './backtest.controller.js';
import { BacktestService } from './backtest.service.js';
import { ConsequencesService } from './consequences.service.js';
import { Doer } from './doer.service.js';
import { FactsReader } from './facts-reader.service.js';
import { HistoryQueries } from './history.queries.js';
import { Propagation } from './propagation.service.js';
import { RuleBook } from './rule-book.service.js';
import { RuleChanges } from './rule-changes.service.js';
import { RuleRecords } from './rule-records.service.js';
import { RulesHeld } from './rules.holding.js';
import { RulesController } from './rules.controller.js';
import { RulesService } from './rules.service.js';
import { SideEffects } from './side-effects.service.js';
import { RuleStatistics } from './statistics.service.js';

@Module({
  imports: [TenancyModule, AuditModule, MembersModule, ListsModule],
  controllers: [RulesController, BacktestController],
  providers: [
    ...[RulesService, RuleBook, HistoryQueries, FactsReader, ConsequencesService],
    ...[RuleRecords, RuleChanges, Propagation, RuleStatistics, SideEffects, Doer, BacktestService, RulesHeld],
  ],
  exports: [RulesService],
})
export class RulesModule {}
