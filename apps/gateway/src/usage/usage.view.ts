import { allowanceOf } from './plans.js';
import type { MonthOfUsage } from './usage.service.js';

export class ProjectUsageView {
  project_id: string;
  identify: number;
  verify: number;
}

export class UsageView {
  organization_id: string;
  /** `YYYY-MM` */
  month: string;
  /** A plan, or `custom` where the operator of this gateway set other figures. */
  plan: string;
  /** Identifications and verifications in production, by keys and terminals. */
  used: number;
  /** null where nothing limits it. */
  limit: number | null;
  /** Requests a second by all keys of the organization; null where nothing limits them. */
  requests_per_s: number | null;
  over_limit: boolean;
  resets_at: string;
  projects: ProjectUsageView[];

  static of(usage: MonthOfUsage, plansOn: boolean): UsageView {
    const used = usage.projects.reduce((sum, project) => sum + project.identify + project.verify, 0);
    const { plan, perS, perMonth: limit } = allowanceOf(usage.plan, usage.custom, plansOn);
    return {
      organization_id: usage.organizationId,
      month: usage.start.toISOString().slice(0, 7),
      plan,
      used,
      limit,
      requests_per_s: perS,
      over_limit: limit !== null && used > limit,
      resets_at: usage.end.toISOString(),
      projects: usage.projects.map(({ projectId, identify, verify }) => ({ project_id: projectId, identify, verify })),
    };
  }
}
