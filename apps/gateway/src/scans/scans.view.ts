import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { listOf } from '#platform/http';
import type { ScanResult } from './scan-result.entity.js';
import { SCAN_LABELS, SCAN_OPERATIONS, SCAN_OUTCOMES, VERDICTS } from './scans.dto.js';

/** As it was at the scan. */
export class ScanDeviceView {
  name: string;
  model: string;
  app_version: string;
  integrity: string;
}

/** As it was at the scan. */
export class ScanSiteView {
  site_id: string;
  name: string;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
}

export class ScanResultView {
  scan_id: string;
  @ApiProperty({ enum: SCAN_OPERATIONS }) operation: string;
  @ApiProperty({ enum: SCAN_OUTCOMES }) result: string;
  @ApiPropertyOptional({ description: 'Only when an identify found the person.' }) member_id?: string;
  device_id?: string;
  session_id?: string;
  hand: string;
  quality: number | null;
  confidence?: number;
  @ApiProperty({ enum: VERDICTS, nullable: true }) verdict: string | null;
  matched_rule_id: string | null;
  signals: object;
  @ApiProperty({ enum: ['terminal', 'api'] }) source: string;
  source_ip?: string;
  /** The device as it was; null for scans of a server and from before this was kept. */
  device: ScanDeviceView | null;
  /** The place where the device stood; null where it had no site. */
  site: ScanSiteView | null;
  offline: boolean;
  demo: boolean;
  @ApiPropertyOptional({ enum: SCAN_LABELS, description: 'When somebody labelled it.' }) label?: string;
  captured_at: string;
  /** What the terminal's clock said, where that cannot be; `captured_at` is the arrival then. */
  claimed_captured_at?: string;
  created_at: string;

  static of(scan: ScanResult): ScanResultView {
    return {
      scan_id: scan.scanId,
      operation: scan.operation,
      result: scan.result,
      ...(namesMember(scan) ? { member_id: scan.memberId! } : {}),
      ...(scan.deviceId === null ? {} : { device_id: scan.deviceId }),
      ...(scan.sessionId === null ? {} : { session_id: scan.sessionId }),
      hand: scan.hand,
      quality: scan.quality,
      ...(scan.confidence === null ? {} : { confidence: scan.confidence }),
      verdict: scan.verdict,
      matched_rule_id: scan.matchedRuleId,
      signals: scan.signals,
      source: scan.source,
      ...(scan.sourceIp === null ? {} : { source_ip: scan.sourceIp }),
      device: scan.device && deviceOf(scan.device),
      site: scan.site && siteOf(scan.site),
      offline: scan.offline,
      demo: scan.demo,
      ...(scan.label === null ? {} : { label: scan.label }),
      captured_at: scan.capturedAt.toISOString(),
      ...(scan.claimedCapturedAt === null ? {} : { claimed_captured_at: scan.claimedCapturedAt.toISOString() }),
      created_at: scan.createdAt.toISOString(),
    };
  }
}

export class ScanResultList extends listOf(ScanResultView) {}

function namesMember({ operation, result, memberId }: ScanResult): boolean {
  return operation === 'identify' && result === 'matched' && memberId !== null;
}

const deviceOf = ({ name, model, app_version, integrity }: ScanDeviceView): ScanDeviceView => ({
  name,
  model,
  app_version,
  integrity,
});
const siteOf = ({ site_id, name, country, latitude, longitude }: ScanSiteView): ScanSiteView => ({
  site_id,
  name,
  country,
  latitude,
  longitude,
});
