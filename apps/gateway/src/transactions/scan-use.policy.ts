/** Whether a scan may carry a transaction: it knew the person, it is fresh, and nobody said "block". */
import type { ScanResult } from '../scans/scan-result.entity.js';

export const SCAN_FRESH_MS = 5 * 60_000;

export interface ScanUse {
  nowMs: number;
  /** A terminal uses its own scans only; null: any of the project. */
  deviceId: string | null;
  /** Whom the caller says it is; null: whoever the scan says. */
  memberId: string | null;
}

/** That it was used before is not known here: the ledger's index decides. */
export function isUsable(scan: ScanResult, use: ScanUse): scan is ScanResult & { memberId: string } {
  if (scan.operation === 'enroll' || scan.result !== 'matched' || scan.memberId === null) return false;
  if (scan.verdict === 'block') return false;
  if (use.deviceId !== null && scan.deviceId !== use.deviceId) return false;
  if (use.memberId !== null && scan.memberId !== use.memberId) return false;
  if (scan.offline && scan.claimedCapturedAt !== null) return false; // nobody can say how old its capture is
  return use.nowMs - Math.min(scan.createdAt.getTime(), scan.capturedAt.getTime()) <= SCAN_FRESH_MS;
}
