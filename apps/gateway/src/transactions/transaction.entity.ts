/** Something that a recognised person did: paid, entered, checked in. Rows are added and read, never changed. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type TransactionType = 'payment' | 'access' | 'check_in' | 'custom';

/** bigint travels as text; amounts fit a JavaScript integer because the dto lets no other in. */
const wholeNumber = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

@Entity('transactions')
export class Transaction {
  @PrimaryColumn('uuid') transactionId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text') type: TransactionType;
  @Column('text') status: string;
  @Column('bigint', { nullable: true, transformer: wholeNumber }) amountMinor: number | null;
  @Column('text', { nullable: true }) currency: string | null;
  @Column('text', { nullable: true }) reference: string | null;
  @Column('uuid', { nullable: true }) memberId: string | null;
  @Column('uuid', { nullable: true }) scanId: string | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('jsonb') metadata: object;
  @Column('timestamptz') occurredAt: Date;
  @Column('timestamptz') createdAt: Date;
}
