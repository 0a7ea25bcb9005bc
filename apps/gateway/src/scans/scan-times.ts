/** The two times of a scan, of which a list takes one: when it reached the gateway, and when its capture was taken. */
import type { ScanResult } from './scan-result.entity.js';
import type { ScanTime } from './scans.dto.js';

/** Of the alias `s`. */
export const TIME_COLUMN: Record<ScanTime, string> = { created_at: 's.createdAt', captured_at: 's.capturedAt' };

export const timeOf = (scan: ScanResult, by: ScanTime): Date =>
  by === 'captured_at' ? scan.capturedAt : scan.createdAt;
