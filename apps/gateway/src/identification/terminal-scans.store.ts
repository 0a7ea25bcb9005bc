/** What terminals sent and were answered: a scan that is sent again gets its answer again. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import type { TerminalPrincipal } from '../principal/principal.js';
import type { TerminalScanAnswer } from './terminal-scan.types.js';

export interface AnsweredScan {
  digest: Buffer;
  answer: TerminalScanAnswer;
}

@Injectable()
export class TerminalScansStore {
  constructor(private readonly clock: Clock) {}

  async find(tx: Tx, { deviceId }: TerminalPrincipal, scanRef: string): Promise<AnsweredScan | null> {
    const [row] = await tx.query<AnsweredScan[]>(
      'SELECT digest, answer FROM terminal_scans WHERE device_id = $1 AND scan_ref = $2',
      [deviceId, scanRef],
    );
    return row ?? null;
  }

  /** Joins the transaction that records the scan. A counter or a name that was used is a unique violation. */
  async insert(tx: Tx, caller: TerminalPrincipal, { digest, answer }: AnsweredScan): Promise<void> {
    const { deviceId, organizationId } = caller;
    const { scan_ref, counter, scan_id } = answer;
    await tx.query(
      `INSERT INTO terminal_scans (device_id, scan_ref, organization_id, counter, digest, scan_id, answer, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [deviceId, scan_ref, organizationId, counter, digest, scan_id, answer, this.clock.now()],
    );
    await tx.query('UPDATE devices SET scan_counter = greatest(scan_counter, $2) WHERE device_id = $1', [
      deviceId,
      counter,
    ]);
  }

  /** The highest counter that was taken; 0 before the first. */
  async lastCounter(tx: Tx, { deviceId }: TerminalPrincipal): Promise<number> {
    const [row] = await tx.query<{ counter: string }[]>(
      'SELECT scan_counter AS counter FROM devices WHERE device_id = $1',
      [deviceId],
    );
    return Number(row!.counter);
  }
}
