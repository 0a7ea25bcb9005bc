/** Looks at a picture before it is sent as a capture: while someone stands at the terminal, and no oftener. Nothing is kept. */
import { Injectable } from '@nestjs/common';
import type { JobOptions } from '#gallery';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Problem } from '#platform/problems';
import { EnrollmentSession } from '../enrollment/session.entity.js';
import type { CaptureInput } from '../palms/captures.dto.js';
import { type CaptureAssessment, CapturesService } from '../palms/captures.service.js';
import type { TerminalPrincipal } from '../principal/principal.js';
import { ScanResult } from '../scans/scan-result.entity.js';
import { Project } from '../tenancy/tenancy.entity.js';

/** After a scan that was refused for its picture a person tries again. */
const OPEN_AFTER_REFUSAL_MS = 20_000;

const captureCheckClosed = () =>
  new Problem(
    'conflict',
    'capture_check_closed',
    'A picture is checked while a session of this terminal is active, or up to 20 seconds after a refused scan.',
  );

@Injectable()
export class CaptureChecks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly captures: CapturesService,
  ) {}

  /** @throws Problem 409 `capture_check_closed`; as `CapturesService.see`, but for 422 */
  async check(caller: TerminalPrincipal, capture: CaptureInput, limits: JobOptions): Promise<CaptureAssessment> {
    const project = await this.database.readOnly(caller, async (tx) => {
      if (!(await this.isOpen(tx, caller))) throw captureCheckClosed();
      return tx.getRepository(Project).findOneByOrFail({ projectId: caller.projectId });
    });
    return this.captures.assess(capture, project, { ...limits, priority: 'low' });
  }

  private async isOpen(tx: Tx, { deviceId }: TerminalPrincipal): Promise<boolean> {
    const now = this.clock.now();
    const isActive = await tx
      .createQueryBuilder(EnrollmentSession, 's')
      .where(`s.deviceId = :deviceId AND s.status = 'active' AND s.expiresAt > :now`, { deviceId, now })
      .getExists();
    if (isActive) return true;
    const since = this.clock.in(-OPEN_AFTER_REFUSAL_MS);
    return tx
      .createQueryBuilder(ScanResult, 'r')
      .where(`r.deviceId = :deviceId AND r.createdAt >= :since`, { deviceId, since })
      .andWhere(`r.result IN ('low_quality', 'liveness_failed')`)
      .getExists();
  }
}
