import { ApiProperty } from '@nestjs/swagger';
import type { MemberSummary } from './member-history.service.js';

export class SummaryDeviceView {
  device_id: string;
  scan_count: number;
  last_scan_at: string;
}

export class MemberSummaryView {
  first_scan_at: string | null;
  last_scan_at: string | null;
  scan_count: number;
  /** Most recent first, at most 100. */
  @ApiProperty({ type: [SummaryDeviceView] }) devices: SummaryDeviceView[];
  /** Names of the lists that the member is on. */
  lists: string[];

  static of(summary: MemberSummary): MemberSummaryView {
    return {
      first_scan_at: summary.firstScanAt?.toISOString() ?? null,
      last_scan_at: summary.lastScanAt?.toISOString() ?? null,
      scan_count: summary.scanCount,
      devices: summary.devices.map((device) => ({
        device_id: device.deviceId,
        scan_count: device.scanCount,
        last_scan_at: device.lastScanAt.toISOString(),
      })),
      lists: summary.lists,
    };
  }
}
