import { Body, Controller, Get, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, TerminalPrincipal } from '../principal/principal.js';
import { TransactionExport } from './transaction-export.service.js';
import {
  CreateTerminalTransaction,
  CreateTransaction,
  ExportTransactions,
  ListTransactions,
} from './transactions.dto.js';
import { TransactionsService } from './transactions.service.js';
import { TransactionList, TransactionView } from './transactions.view.js';

@ApiTags('Transactions')
@Controller('v1')
export class TransactionsController {
  constructor(
    private readonly transactions: TransactionsService,
    private readonly exports: TransactionExport,
  ) {}

  /** Get Transactions that occurred in a time range, newest first; all of them (up to 10,000) when no page is asked for. */
  @Get('projects/:project_id/transactions')
  @Access('user-or-key', { scope: 'transactions:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListTransactions,
  ): Promise<TransactionList> {
    const list = await this.transactions.list(caller, projectId, wanted);
    return { ...list, data: list.data.map(TransactionView.of) };
  }

  /** Export Transactions as CSV: the same rows in the same order, however many. Text that would run as a formula begins with an apostrophe. */
  @Get('projects/:project_id/transactions/export.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Access('user-or-key', { scope: 'transactions:read' })
  async exportCsv(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ExportTransactions,
  ): Promise<StreamableFile> {
    const { stream, fileName } = await this.exports.open(caller, projectId, wanted);
    return new StreamableFile(stream, {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="${fileName}"`,
    });
  }

  /** Create Transaction: from a scan, or without one. */
  @Post('projects/:project_id/transactions')
  @Access('key', { scope: 'transactions:write' })
  async create(
    @CallerOf(TransactionView.of) caller: KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateTransaction,
  ): Promise<TransactionView> {
    return TransactionView.of(await this.transactions.create(caller, projectId, input));
  }

  /** Create Transaction at the terminal that made the scan. */
  @Post('terminal/transactions')
  @Access('terminal', { rate: 'terminal' })
  async createAtTerminal(
    @CallerOf(TransactionView.of) caller: TerminalPrincipal,
    @Body() input: CreateTerminalTransaction,
  ): Promise<TransactionView> {
    return TransactionView.of(await this.transactions.createAtTerminal(caller, input));
  }
}
