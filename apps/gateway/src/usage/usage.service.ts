/** Counts what plans are about: identify and verify in production that reached the matcher, in the transaction that records them. */
import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, KEPT, type Tx } from '#platform/database';
import { type UserPrincipal } from '../principal/principal.js';
import { problem } from '#platform/problems';
import { type CustomLimits, monthOf } from './plans.js';

export interface UsageCount {
  organizationId: string;
  projectId: string;
  operation: 'identify' | 'verify';
}

export interface MonthOfUsage {
  organizationId: string;
  plan: string;
  custom: CustomLimits;
  start: Date;
  end: Date;
  projects: { projectId: string; identify: number; verify: number }[];
}

const SHARDS = 16;

@Injectable()
export class UsageService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Call it once for each scan that reached the matcher; projects in sandboxes count nothing. */
  async count(tx: Tx, { organizationId, projectId, operation }: UsageCount): Promise<void> {
    await tx.query(
      `${KEPT} INSERT INTO usage_counts AS u (organization_id, project_id, month, operation, shard, counted)
       SELECT p.organization_id, p.project_id, $4, $3, $5, 1 FROM projects p LEFT JOIN environments e USING (environment_id)
       WHERE p.project_id = $2 AND p.organization_id = $1 AND coalesce(e.mode, 'production') = 'production'
       ON CONFLICT (organization_id, month, project_id, operation, shard) DO UPDATE SET counted = u.counted + 1`,
      [organizationId, projectId, operation, dayOf(monthOf(this.clock.now()).start), randomInt(SHARDS)],
    );
  }

  /** @param month its first moment; default this one */
  read(caller: UserPrincipal, organizationId: string, month: Date | null): Promise<MonthOfUsage> {
    const { start, end } = monthOf(month ?? this.clock.now());
    return this.database.readOnly(caller, async (tx) => {
      if (!caller.roles.has(organizationId)) throw problem.notFound();
      const [organization] = await tx.query<(CustomColumns & { plan: string })[]>(
        'SELECT plan, custom_per_s, custom_per_month FROM organizations WHERE organization_id = $1',
        [organizationId],
      );
      const rows = await tx.query<{ projectId: string; identify: string; verify: string }[]>(
        `SELECT project_id AS "projectId", coalesce(sum(counted) FILTER (WHERE operation = 'identify'), 0) AS identify,
           coalesce(sum(counted) FILTER (WHERE operation = 'verify'), 0) AS verify
         FROM usage_counts WHERE organization_id = $1 AND month = $2 GROUP BY project_id ORDER BY project_id`,
        [organizationId, dayOf(start)],
      );
      const projects = rows.map((row) => ({
        projectId: row.projectId,
        identify: Number(row.identify),
        verify: Number(row.verify),
      }));
      const custom = customLimitsOf(organization!);
      return { organizationId, plan: organization!.plan, custom, start, end, projects };
    });
  }
}

/** PostgreSQL's bigint arrives as text. */
export interface CustomColumns {
  custom_per_s: number | null;
  custom_per_month: string | null;
}

export function customLimitsOf({ custom_per_s, custom_per_month }: CustomColumns): CustomLimits {
  return { perS: custom_per_s, perMonth: custom_per_month === null ? null : Number(custom_per_month) };
}

/** As PostgreSQL's `date`, whatever time zone this machine is in. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
