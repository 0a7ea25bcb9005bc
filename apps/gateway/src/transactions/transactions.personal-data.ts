/** Transactions of a person: after an erasure amount, time and kind stay; free text of the tenant may name the person and goes. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';
import { Transaction } from './transaction.entity.js';
import { TransactionView } from './transactions.view.js';

@Injectable()
export class TransactionsPersonalData implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'transactions',
      tables: ['transactions'],
      unchanging: true,
      erase: (tx, { projectId, memberId }) =>
        rowsOf(
          tx,
          `UPDATE transactions SET member_id = NULL, reference = NULL, metadata = '{}' WHERE project_id = $1 AND member_id = $2`,
          [projectId, memberId],
        ),
      describe: async (tx, { projectId, memberId }) => {
        const rows = await tx
          .getRepository(Transaction)
          .find({ where: { projectId, memberId }, order: { occurredAt: 'DESC', transactionId: 'DESC' } });
        return rows.map(TransactionView.of);
      },
    });
  }
}
