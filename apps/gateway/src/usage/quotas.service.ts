/** What is left of a plan, remembered for a second: a key may pass its quota by a second's calls, never by more. */
import { LRUCache } from 'lru-cache';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { type QuotaSource, Quota } from '../access/quota.js';
import { type Allowance, allowanceOf, monthOf } from './plans.js';
import { quotaExceeded } from './usage.errors.js';
import { type CustomColumns, customLimitsOf, dayOf } from './usage.service.js';

/** From the configuration. */
export abstract class PlanPolicy {
  abstract readonly on: boolean;
}

const REMEMBERED_MS = 1_000;
const MAX_REMEMBERED = 10_000;

interface Standing extends Allowance {
  used: number;
}

@Injectable()
export class Quotas implements QuotaSource, OnModuleInit {
  private readonly remembered = new LRUCache<string, { standing: Promise<Standing>; untilMs: number }>({
    max: MAX_REMEMBERED,
  });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly policy: PlanPolicy,
    private readonly quota: Quota,
  ) {}

  onModuleInit(): void {
    this.quota.answerWith(this);
  }

  async perSecondOf(organizationId: string): Promise<number | null> {
    return (await this.standing(organizationId)).perS;
  }

  async isSpent(organizationId: string): Promise<boolean> {
    const { used, perMonth } = await this.standing(organizationId);
    return perMonth !== null && used >= perMonth;
  }

  async refuseIfSpent(organizationId: string): Promise<void> {
    const { used, perMonth: limit } = await this.standing(organizationId);
    if (limit === null || used < limit) return;
    const now = this.clock.now();
    const { end } = monthOf(now);
    throw quotaExceeded({
      usage: used,
      limit,
      resetsAt: end,
      retryAfterS: Math.ceil((end.getTime() - now.getTime()) / 1000),
    });
  }

  private standing(organizationId: string): Promise<Standing> {
    const now = this.clock.nowMs();
    const known = this.remembered.get(organizationId);
    if (known && known.untilMs > now) return known.standing;
    const standing = this.read(organizationId, now);
    this.remembered.set(organizationId, { standing, untilMs: now + REMEMBERED_MS });
    standing.catch(() => this.remembered.delete(organizationId));
    return standing;
  }

  private async read(organizationId: string, nowMs: number): Promise<Standing> {
    const [row] = await this.database.systemQuery<AllowedRow>(
      'the plan of an organization',
      `SELECT plan, custom_per_s, custom_per_month,
         (SELECT coalesce(sum(counted), 0) FROM usage_counts u WHERE u.organization_id = o.organization_id AND month = $2) AS used
       FROM organizations o WHERE organization_id = $1`,
      [organizationId, dayOf(monthOf(new Date(nowMs)).start)],
    );
    const { plan, used } = row!;
    return { ...allowanceOf(plan, customLimitsOf(row!), this.policy.on), used: Number(used) };
  }
}

interface AllowedRow extends CustomColumns {
  plan: string;
  used: string;
}
