import { ApiProperty } from '@nestjs/swagger';
import { listOf } from '#platform/http';
import type { Transaction } from './transaction.entity.js';
import { TRANSACTION_TYPES } from './transactions.dto.js';

export class TransactionView {
  transaction_id: string;
  @ApiProperty({ enum: TRANSACTION_TYPES }) type: string;
  status: string;
  amount_minor?: number;
  currency?: string;
  reference?: string;
  member_id?: string;
  scan_id?: string;
  device_id?: string;
  metadata: Record<string, unknown>;
  occurred_at: string;
  created_at: string;

  static of(transaction: Transaction): TransactionView {
    const { amountMinor, currency, reference, memberId, scanId, deviceId } = transaction;
    return {
      transaction_id: transaction.transactionId,
      type: transaction.type,
      status: transaction.status,
      ...(amountMinor === null ? {} : { amount_minor: amountMinor }),
      ...(currency === null ? {} : { currency }),
      ...(reference === null ? {} : { reference }),
      ...(memberId === null ? {} : { member_id: memberId }),
      ...(scanId === null ? {} : { scan_id: scanId }),
      ...(deviceId === null ? {} : { device_id: deviceId }),
      metadata: transaction.metadata as Record<string, unknown>,
      occurred_at: transaction.occurredAt.toISOString(),
      created_at: transaction.createdAt.toISOString(),
    };
  }
}

export class TransactionList extends listOf(TransactionView) {}
