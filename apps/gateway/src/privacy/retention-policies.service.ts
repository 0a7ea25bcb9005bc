/** What a project publishes about how long it keeps what. */
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { ScanRetention } from '../scans/scan-months.service.js';
import { type Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { effectiveDays, MAX_TEMPLATE_DAYS, type RetentionPolicy } from './retention.policy.js';

@Injectable()
export class RetentionPolicies {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly scans: ScanRetention,
  ) {}

  /** @throws Problem `not_found` */
  of(caller: Principal, projectId: string): Promise<RetentionPolicy> {
    return this.database.readOnly(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, projectId, 'read');
      return {
        projectId,
        consentRequired: project.consentRequired,
        retentionDays: project.retentionDays,
        mostDays: MAX_TEMPLATE_DAYS,
        effectiveDays: effectiveDays(project.retentionDays),
        scanResultsMonths: this.scans.months,
      };
    });
  }
}
