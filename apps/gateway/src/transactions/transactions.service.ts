/** The ledger: what recognised people did, written once and read back by time. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { instantOf, Pager, type PageOf, rangeOf } from '#platform/http';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import type { Member } from '../members/member.entity.js';
import { MembersService } from '../members/members.service.js';
import { ScansService } from '../scans/scans.service.js';
import { type Principal, type KeyPrincipal, type TerminalPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { isUsable, type ScanUse } from './scan-use.policy.js';
import { Transaction } from './transaction.entity.js';
import type { CreateTerminalTransaction, CreateTransaction, ListTransactions } from './transactions.dto.js';
import { scanNotUsable } from './transactions.errors.js';

/** A tenant's clock may be ahead of ours by this much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Whom and what a transaction hangs on. */
type Origin = Pick<Transaction, 'memberId' | 'scanId' | 'deviceId'>;

@Injectable()
export class TransactionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pager: Pager,
    private readonly projects: ProjectsService,
    private readonly members: MembersService,
    private readonly scans: ScansService,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListTransactions): Promise<PageOf<Transaction>> {
    const { start, end } = rangeOf(wanted, this.clock.nowMs());
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const rows = tx
        .createQueryBuilder(Transaction, 't')
        .where('t.projectId = :projectId AND t.occurredAt >= :start', { projectId, start });
      if (end) rows.andWhere('t.occurredAt < :end', { end });
      return this.pager.page(rows, wanted, {
        list: `transactions of ${projectId}`,
        time: 't.occurredAt',
        id: 't.transactionId',
        positionOf: (transaction) => ({ time: transaction.occurredAt, id: transaction.transactionId }),
        unpaged: true,
      });
    });
  }

  /** By the tenant's server, from a scan or on its own word. */
  create(
    caller: WithAnswer<KeyPrincipal, Transaction>,
    projectId: string,
    input: CreateTransaction,
  ): Promise<Transaction> {
    const occurredAt = this.checked(input);
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
        const memberId = input.member_id ?? null;
        const origin = input.scan_id
          ? await this.fromScan(
              tx,
              { projectId, scanId: input.scan_id },
              { memberId, deviceId: null, nowMs: this.clock.nowMs() },
            )
          : {
              memberId: memberId && (await this.present(tx, projectId, memberId)).memberId,
              scanId: null,
              deviceId: null,
            };
        return this.write(tx, { ...origin, organizationId: project.organizationId, projectId, occurredAt }, input);
      },
      caller.answer,
    );
  }

  /** By a terminal, from a scan of its own. */
  createAtTerminal(
    caller: WithAnswer<TerminalPrincipal, Transaction>,
    input: CreateTerminalTransaction,
  ): Promise<Transaction> {
    const occurredAt = this.checked(input);
    const { organizationId, projectId, deviceId } = caller;
    return this.database.tenantTransaction(
      { organizationId },
      async (tx) => {
        await this.projects.authorize(tx, caller, projectId, 'write');
        const origin = await this.fromScan(
          tx,
          { projectId, scanId: input.scan_id },
          { memberId: null, deviceId, nowMs: this.clock.nowMs() },
        );
        return this.write(tx, { ...origin, organizationId, projectId, occurredAt }, input);
      },
      caller.answer,
    );
  }

  /** Held in place: an erasure under way would not see what is written about the person meanwhile. @throws Problem `not_found` */
  private async present(tx: Tx, projectId: string, memberId: string): Promise<Member> {
    const member = await this.members.lock(tx, projectId, memberId);
    if (!member) throw problem.notFound();
    return member;
  }

  /** The member is held in place: one who was deleted meanwhile does nothing any more. */
  private async fromScan(tx: Tx, at: { projectId: string; scanId: string }, use: ScanUse): Promise<Origin> {
    const scan = await this.scans.find(tx, at.projectId, at.scanId);
    if (!scan || !isUsable(scan, use)) throw scanNotUsable();
    if (!(await this.members.lock(tx, at.projectId, scan.memberId))) throw scanNotUsable();
    return { memberId: scan.memberId, scanId: scan.scanId, deviceId: scan.deviceId };
  }

  private checked(input: CreateTerminalTransaction | CreateTransaction): Date {
    if ((input.amount_minor == null) !== (input.currency == null))
      throw problem.invalid(
        input.currency == null ? 'currency' : 'amount_minor',
        'amount_minor and currency come together.',
      );
    const occurredAt = input.occurred_at == null ? this.clock.now() : instantOf(input.occurred_at)!;
    if (occurredAt > this.clock.in(CLOCK_TOLERANCE_MS))
      throw problem.invalid('occurred_at', 'occurred_at must not be in the future.');
    return occurredAt;
  }

  private async write(
    tx: Tx,
    known: Origin & Pick<Transaction, 'organizationId' | 'projectId' | 'occurredAt'>,
    input: CreateTerminalTransaction | CreateTransaction,
  ): Promise<Transaction> {
    const now = this.clock.now();
    const transaction = tx.create(Transaction, {
      ...known,
      transactionId: newId(now.getTime()),
      type: input.type,
      status: input.status ?? 'completed',
      amountMinor: input.amount_minor ?? null,
      currency: input.currency ?? null,
      reference: input.reference ?? null,
      metadata: input.metadata ?? {},
      createdAt: now,
    });
    try {
      await tx.insert(Transaction, transaction);
    } catch (error) {
      throw isUniqueViolation(error, 'transactions_scan') ? scanNotUsable() : error; // another transaction used the scan first
    }
    return transaction;
  }
}
