import { isPlan, PLANS } from './plans.js';
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
  plan: string;
  /** Identifications and verifications in production, by keys and terminals. */
  used: number;
  /** null where this gateway has no plans. */
  limit: number | null;
  over_limit: boolean;
  resets_at: string;
  projects: ProjectUsageView[];

  static of(usage: MonthOfUsage, plansOn: boolean): UsageView {
    const used = usage.projects.reduce((sum, project) => sum + project.identify + project.verify, 0);
    const limit = plansOn ? PLANS[isPlan(usage.plan) ? usage.plan : 'free'].perMonth : null;
    return {
      organization_id: usage.organizationId,
      month: usage.start.toISOString().slice(0, 7),
      plan: usage.plan,
      used,
      limit,
      over_limit: limit !== null && used > limit,
      resets_at: usage.end.toISOString(),
      projects: usage.projects.map(({ projectId, identify, verify }) => ({ project_id: projectId, identify, verify })),
    };
  }
}
