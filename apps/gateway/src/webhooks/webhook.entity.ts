/** Rows of the webhooks module. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Verdict = 'allow' | 'challenge' | 'block';

/** A subscription: where a project's events go. */
@Entity('webhooks')
export class Webhook {
  @PrimaryColumn('uuid') webhookId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text') url: string;
  @Column('text', { array: true }) eventTypes: string[];
  @Column('boolean') enabled: boolean;
  /** Set when we disabled it: it failed for days, or answered 410. */
  @Column('text', { nullable: true }) disabledReason: 'failing' | 'gone' | null;
  @Column('text', { array: true, nullable: true }) filterVerdicts: Verdict[] | null;
  @Column('uuid', { nullable: true }) filterRuleId: string | null;
  @Column('uuid', { nullable: true }) filterDeviceId: string | null;
  @Column('text', { nullable: true }) description: string | null;
  /** Rises with every edit. */
  @Column('int') version: number;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
}

export interface Filters {
  verdict?: Verdict[] | null;
  rule_id?: string | null;
  device_id?: string | null;
}

export function filtersOf(
  filters: Filters | null | undefined,
): Pick<Webhook, 'filterVerdicts' | 'filterRuleId' | 'filterDeviceId'> {
  return {
    filterVerdicts: filters?.verdict ?? null,
    filterRuleId: filters?.rule_id ?? null,
    filterDeviceId: filters?.device_id ?? null,
  };
}

/** A signing secret at rest; while several are in force, every delivery is signed by each. */
@Entity('webhook_secrets')
export class WebhookSecret {
  @PrimaryColumn('uuid') secretId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') webhookId: string;
  @Column('bytea') sealed: Buffer;
  @Column('timestamptz') createdAt: Date;
  /** null: the newest. */
  @Column('timestamptz', { nullable: true }) retiresAt: Date | null;
}

/** How an endpoint is doing; a webhook without its lane gets nothing more. */
@Entity('webhook_lanes')
export class WebhookLane {
  @PrimaryColumn('uuid') webhookId: string;
  @Column('uuid') organizationId: string;
  /** When the relay has to look at it again; null: when something new is due. */
  @Column('timestamptz', { nullable: true }) wakeAt: Date | null;
  /** Since when no attempt that counts has succeeded. */
  @Column('timestamptz', { nullable: true }) failingSince: Date | null;
  @Column('timestamptz', { nullable: true }) lastDeliveryAt: Date | null;
}
