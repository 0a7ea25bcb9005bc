/** Rows of the deliveries module. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `event`: it happened; `test` and `replay`: a person asked for it, so it goes even to a disabled webhook. */
export type DeliveryKind = 'event' | 'test' | 'replay';
export type DeliveryStatus = 'pending' | 'success' | 'failed';

/** One event on its way to one webhook. */
@Entity('webhook_deliveries')
export class Delivery {
  @PrimaryColumn('uuid') deliveryId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') webhookId: string;
  @Column('uuid') eventId: string;
  @Column('text') eventType: string;
  @Column('text') kind: DeliveryKind;
  @Column('text') status: DeliveryStatus;
  @Column('int') attemptCount: number;
  @Column('timestamptz', { nullable: true }) nextAttemptAt: Date | null;
  /** `nextAttemptAt`, or the end of the lease while an attempt is under way. */
  @Column('timestamptz') dueAt: Date;
  @Column('int', { nullable: true }) lastStatusCode: number | null;
  @Column('text', { nullable: true }) lastError: string | null;
  @Column('uuid', { nullable: true }) replayedFrom: string | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) completedAt: Date | null;
}

/** One try, with what the receiver said. */
@Entity('webhook_attempts')
export class Attempt {
  @PrimaryColumn('uuid') attemptId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') webhookId: string;
  @Column('uuid') deliveryId: string;
  @Column('int') number: number;
  @Column('boolean') succeeded: boolean;
  @Column('timestamptz') startedAt: Date;
  @Column('real') durationMs: number;
  @Column('real', { nullable: true }) dnsMs: number | null;
  @Column('real', { nullable: true }) connectMs: number | null;
  @Column('real', { nullable: true }) tlsMs: number | null;
  @Column('real', { nullable: true }) ttfbMs: number | null;
  @Column('text', { nullable: true }) resolvedIp: string | null;
  @Column('int', { nullable: true }) statusCode: number | null;
  @Column('jsonb', { nullable: true }) responseHeaders: Record<string, string> | null;
  @Column('bytea', { nullable: true }) responseBody: Buffer | null;
  @Column('boolean') responseTruncated: boolean;
  @Column('text', { nullable: true }) errorCode: string | null;
  @Column('text', { nullable: true }) errorMessage: string | null;
}
