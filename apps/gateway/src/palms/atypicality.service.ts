/**
 * Whether a capture is like the palms that its terminal enrolls. A wrong crop is sharp and bright and yet unlike every
 * palm: enrolled, it would never match again.
 */
import { Injectable } from '@nestjs/common';
import { type JobOptions, PalmGallery } from '#gallery';
import { ENGINE_VERSION, ATYPICALITY, atypicalityLimit } from '#palm';
import { Database, type Tx } from '#platform/database';
import type { Project } from '../tenancy/tenancy.entity.js';
import { matcherProblem } from './palms.errors.js';

@Injectable()
export class Atypicality {
  constructor(
    private readonly gallery: PalmGallery,
    private readonly database: Database,
  ) {}

  /** Mean distance to a cohort of the project; null while it has too few palms. */
  measure(roi: Uint8Array, projectId: string, limits?: JobOptions): Promise<number | null> {
    return this.gallery.atypicality(roi, projectId, limits).catch(matcherProblem);
  }

  /**
   * Whether the value lies above the threshold of its device.
   * @param deviceId null for captures that the tenant's server sends
   */
  async exceeds(
    value: number | null,
    { organizationId, projectId }: Pick<Project, 'organizationId' | 'projectId'>,
    deviceId: string | null,
  ): Promise<boolean> {
    if (value === null) return false;
    const limit = await this.database.tenantTransaction({ organizationId }, (tx) =>
      this.limit(tx, projectId, deviceId),
    );
    return value > limit;
  }

  /** A server may pass on pictures of any camera: its threshold is never under the one for an unknown camera. */
  private async limit(tx: Tx, projectId: string, deviceId: string | null): Promise<number> {
    const rows = await tx.query<{ typicality: number }[]>(
      `SELECT typicality FROM templates WHERE project_id = $1 AND typicality IS NOT NULL AND engine_version = $3
         AND ${deviceId === null ? 'device_id IS NULL' : 'device_id = $4'}
       ORDER BY created_at DESC LIMIT $2`,
      [projectId, ATYPICALITY.enrolled.max, ENGINE_VERSION, ...(deviceId === null ? [] : [deviceId])],
    );
    const own = atypicalityLimit(rows.map((row) => row.typicality));
    return deviceId === null ? Math.max(own, ATYPICALITY.fallback) : own;
  }
}
