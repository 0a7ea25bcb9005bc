/** What a decision leaves behind with its scan: a mark for the rule's count, an event for the tenant, side effects to be done. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Notifications } from '#platform/notifications';
import { Outbox } from '#platform/outbox';
import type { ScanResult } from '../scans/scan-result.entity.js';
import type { Consequences, SideEffect } from './rules.types.js';

/** Topic of the notice that says side effects are waiting. */
export const EFFECTS_TOPIC = 'rule-effects';

type StoredSideEffect = Exclude<SideEffect, { type: 'emit_webhook' }>;

@Injectable()
export class ConsequencesService {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** Joins the scan's transaction. Monitored rules are counted and nothing more. */
  async note(tx: Tx, consequences: Consequences, scan: ScanResult): Promise<void> {
    const { decidedBy, watched } = consequences;
    const matched = [...(decidedBy ? [decidedBy.ruleId] : []), ...watched];
    if (matched.length === 0) return;
    await tx.query(
      'INSERT INTO rule_matches (organization_id, rule_id, matched_at) SELECT $2, rule_id, $3 FROM unnest($1::uuid[]) AS m (rule_id)',
      [...[matched, scan.organizationId, scan.createdAt]],
    );
    if (!decidedBy) return;
    if (consequences.project.extendedEvents) await this.announce(tx, consequences, scan);
    const doings = decidedBy.sideEffects.filter((effect): effect is StoredSideEffect => effect.type !== 'emit_webhook');
    if (doings.length > 0) await this.queue(tx, { consequences, scan }, doings);
  }

  /** One event for a match, however many side effects ask for it; their labels travel along. */
  private async announce(tx: Tx, { decidedBy }: Consequences, scan: ScanResult): Promise<void> {
    const labels = decidedBy!.sideEffects.flatMap((effect) =>
      effect.type === 'emit_webhook' && effect.label ? [effect.label] : [],
    );
    const identified = scan.operation === 'identify' && scan.result === 'matched';
    await this.outbox.append(tx, {
      ...{ organizationId: scan.organizationId, projectId: scan.projectId, type: 'rule.matched' },
      data: {
        ...{
          rule_id: decidedBy!.ruleId,
          verdict: scan.verdict,
          scan_id: scan.scanId,
          operation: scan.operation,
          result: scan.result,
        },
        ...{ member_id: identified ? scan.memberId : null, device_id: scan.deviceId, labels },
      },
    });
  }

  private async queue(
    tx: Tx,
    { consequences, scan }: { consequences: Consequences; scan: ScanResult },
    doings: StoredSideEffect[],
  ): Promise<void> {
    const { member, sourceIp, decidedBy } = consequences;
    const now = this.clock.now();
    await tx.query(
      `INSERT INTO rule_effects (effect_id, organization_id, project_id, rule_id, scan_id, kind, list_name, member_id, device_id, source_ip, due_at, created_at)
       SELECT effect_id, $4, $5, $6, $7, kind, list_name, $8, $9, $10, $11, $11
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS e (effect_id, kind, list_name)`,
      [
        ...[
          doings.map(() => newId(now.getTime())),
          doings.map((one) => one.type),
          doings.map((one) => ('list' in one ? one.list : null)),
        ],
        ...[
          scan.organizationId,
          scan.projectId,
          decidedBy!.ruleId,
          scan.scanId,
          member?.memberId ?? null,
          scan.deviceId,
          sourceIp,
          now,
        ],
      ],
    );
    await Notifications.publish(tx, EFFECTS_TOPIC, scan.projectId);
  }
}
