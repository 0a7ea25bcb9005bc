/** Scan results: every attempt is recorded here. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { DevicesService } from '../devices/devices.service.js';
import { type ScanOperation, type ScanOutcome, ScanResult, type Verdict } from './scan-result.entity.js';

export interface NewScan {
  organizationId: string;
  projectId: string;
  operation: ScanOperation;
  result: ScanOutcome;
  /** Whom it is about: the person identified, verified against, or enrolled. */
  memberId: string | null;
  deviceId: string | null;
  sessionId: string | null;
  hand: string;
  quality: number | null;
  confidence: number | null;
  verdict: Verdict | null;
  matchedRuleId: string | null;
  signals: object;
  /** `ScanTrace`. */
  trace: object;
  source: 'terminal' | 'api';
  sourceIp: string | null;
  offline: boolean;
  demo: boolean;
  capturedAt: Date;
  /** What the terminal's clock said, where that cannot be. */
  claimedCapturedAt?: Date | null;
}

const NOWHERE = { device: null, site: null, siteId: null };

@Injectable()
export class ScansService {
  constructor(
    private readonly clock: Clock,
    private readonly devices: DevicesService,
  ) {}

  /** Joins the transaction of what the scan led to. */
  async record(tx: Tx, scan: NewScan): Promise<ScanResult> {
    const now = this.clock.now();
    const at = scan.deviceId === null ? NOWHERE : await this.devices.snapshotOf(tx, scan.deviceId);
    const row = tx.create(ScanResult, {
      claimedCapturedAt: null,
      ...scan,
      ...at,
      scanId: newId(now.getTime()),
      label: null,
      createdAt: now,
    });
    await tx.insert(ScanResult, row);
    return row;
  }

  /** @returns null when the project has no such scan */
  find(tx: Tx, projectId: string, scanId: string): Promise<ScanResult | null> {
    return tx.getRepository(ScanResult).findOneBy({ scanId, projectId });
  }
}
