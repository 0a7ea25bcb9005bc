import { Module } from '@nestjs/common';
import { MembersModule } from '../members/members.module.js';
import { ScansModule } from '../scans/scans.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { TransactionExport } from './transaction-export.service.js';
import { TransactionsController } from './transactions.controller.js';
import { TransactionsPersonalData } from './transactions.personal-data.js';
import { TransactionsService } from './transactions.service.js';

@Module({
  imports: [TenancyModule, MembersModule, ScansModule],
  controllers: [TransactionsController],
  providers: [TransactionsService, TransactionExport, TransactionsPersonalData],
})
export class TransactionsModule {}
