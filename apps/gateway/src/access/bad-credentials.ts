/** Counts bad credentials by address, so that guessing ends at a hundred a minute, in all processes together where they share a Redis. */
import { LRUCache } from 'lru-cache';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { type Limit, Limits } from '#platform/limits';
import { tooManyBadCredentials } from './access.errors.js';

const BAD_CREDENTIALS: Limit = { name: 'bad-credentials', points: 100, perS: 60 };
const MAX_BARRED = 50_000;

/** Off where limits are off. */
export abstract class LimitPolicy {
  abstract readonly on: boolean;
}

@Injectable()
export class BadCredentials {
  /** Until when, by address. Good requests ask this map alone; another process bars an address at its next bad try there. */
  private readonly barred = new LRUCache<string, number>({ max: MAX_BARRED });

  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly policy: LimitPolicy,
  ) {}

  refuseIfTooMany(address: string): void {
    const untilMs = this.barred.get(address);
    if (untilMs === undefined) return;
    const leftMs = untilMs - this.clock.nowMs();
    if (leftMs > 0) throw tooManyBadCredentials(Math.max(1, Math.ceil(leftMs / 1000)));
    this.barred.delete(address);
  }

  async count(address: string): Promise<void> {
    if (!this.policy.on) return;
    const { remaining, resetInMs } = await this.limits.take(BAD_CREDENTIALS, address);
    if (remaining > 0) return;
    this.barred.set(address, this.clock.nowMs() + resetInMs);
  }
}
