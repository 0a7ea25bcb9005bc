/** Every attempt is judged by the project's rules before it is written down: verdict, signals and record are one transaction. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { Outbox, type OutboxEventType } from '#platform/outbox';
import { isBarred, type Member } from '../members/member.entity.js';
import { RulesService } from '../rules/rules.service.js';
import type { Attempt } from '../rules/rules.types.js';
import type { ScanOutcome, ScanResult, ScanTrace } from '../scans/scan-result.entity.js';
import { type NewScan, ScansService } from '../scans/scans.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { UsageService } from '../usage/usage.service.js';

/** What was seen on the way to the result. */
export interface ComparedCapture {
  /** Locked; whom the palm was found to be, or is said to be. */
  member: Member | null;
  nearest: Attempt['nearest'];
  roi: Uint8Array | null;
  repeatedFailures?: boolean;
}

const COMPARED: ReadonlySet<ScanOutcome> = new Set<ScanOutcome>(['matched', 'not_matched', 'ambiguous']);

@Injectable()
export class ScanDecisions {
  constructor(
    private readonly rules: RulesService,
    private readonly scans: ScansService,
    private readonly usage: UsageService,
    private readonly outbox: Outbox,
  ) {}

  /** The rules add to the scan what is theirs to say; its result and its member are not. */
  async record(tx: Tx, project: Project, scan: NewScan, seen: ComparedCapture): Promise<ScanResult> {
    const { result, hand, quality, confidence, deviceId, sourceIp, offline, capturedAt, claimedCapturedAt } = scan;
    const decision = await this.rules.decide(tx, {
      ...{ project, result, hand, quality, confidence, deviceId, sourceIp, offline, capturedAt, claimedCapturedAt },
      operation: scan.operation === 'verify' ? 'verify' : 'identify',
      member: result === 'matched' ? seen.member : null,
      barred: seen.member !== null && isBarred(seen.member, capturedAt),
      nearest: seen.nearest,
      roi: seen.roi,
      repeatedFailures: seen.repeatedFailures ?? false,
    });
    const { gates } = scan.trace as ScanTrace;
    const { verdict, matchedRuleId, signals, gate } = decision;
    const row = await this.scans.record(tx, {
      ...scan,
      verdict,
      matchedRuleId,
      signals,
      trace: { gates: gate ? [...gates, gate] : gates },
    });
    await this.rules.carryOut(tx, decision, row);
    await this.count(tx, row);
    return row;
  }

  /** Plans are about palms that were compared with someone's: a refused picture costs nothing. */
  private async count(tx: Tx, { organizationId, projectId, operation, result }: ScanResult): Promise<void> {
    if (operation === 'enroll' || !COMPARED.has(result)) return;
    await this.usage.count(tx, { organizationId, projectId, operation });
  }

  /** A demo device's success is an event of its own; the others only where the project wants them. */
  async announce(tx: Tx, project: Project, scan: ScanResult): Promise<void> {
    const matched = scan.result === 'matched';
    const types: OutboxEventType[] = [];
    if (scan.demo && matched) types.push('demo.scan.success');
    if (project.extendedEvents) types.push(matched ? 'scan.identified' : 'scan.rejected');
    for (const type of types)
      await this.outbox.append(tx, {
        organizationId: project.organizationId,
        projectId: project.projectId,
        type,
        data: {
          scan_id: scan.scanId,
          member_id: matched ? scan.memberId : null,
          device_id: scan.deviceId,
          result: scan.result,
          verdict: scan.verdict,
          matched_rule_id: scan.matchedRuleId,
        },
      });
  }
}
