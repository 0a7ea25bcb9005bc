/** Counts calls against named limits, in this process's memory or in a Redis that all processes share. */
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { type Clock } from '#platform/clock';
import { openRedis } from '#platform/reconnect';

export interface Limit {
  /** Part of the key under which it is counted. */
  name: string;
  points: number;
  perS: number;
}

export interface LimitResult {
  allowed: boolean;
  limit: number;
  remaining: number;
  resetInMs: number;
}

/** Redis gets this long; then this process counts by itself. */
const REDIS_WAIT_MS = 150;

export interface LimitsOptions {
  clock: Clock;
  /** null: in memory. */
  redisUrl: string | null;
  warn(message: string, error: unknown): void;
}

export class Limits {
  private readonly limiters = new Map<string, RateLimiterAbstract>();
  private readonly redis: Redis | null;
  private complained = false;

  constructor(private readonly options: LimitsOptions) {
    this.redis = options.redisUrl === null ? null : this.connect(options.redisUrl);
  }

  /** Takes one point of `who`. */
  async take(limit: Limit, who: string): Promise<LimitResult> {
    const result = await this.limiterOf(limit)
      .consume(who)
      .then(
        (taken) => ({ taken, allowed: true }),
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return { taken: refused, allowed: false };
          throw refused;
        },
      );
    const { taken, allowed } = result;
    return {
      allowed,
      limit: limit.points,
      remaining: Math.max(0, taken.remainingPoints),
      resetInMs: taken.msBeforeNext,
    };
  }

  /** For health. @returns null when nothing is shared */
  async sharedAnswers(): Promise<boolean | null> {
    if (!this.redis) return null;
    return this.redis.ping().then(
      () => true,
      () => false,
    );
  }

  /** Called by Nest. */
  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  private limiterOf(limit: Limit): RateLimiterAbstract {
    const key = `${limit.name}/${limit.points}/${limit.perS}`;
    let limiter = this.limiters.get(key);
    if (!limiter) this.limiters.set(key, (limiter = this.make(limit)));
    return limiter;
  }

  private make({ name, points, perS }: Limit): RateLimiterAbstract {
    const memory = new RateLimiterMemory({ keyPrefix: `thenar:${name}`, points, duration: perS });
    if (!this.redis) return memory;
    return new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: `thenar:${name}`,
      points,
      duration: perS,
      insuranceLimiter: memory,
    });
  }

  private connect(url: string): Redis {
    const redis = openRedis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: REDIS_WAIT_MS,
    });
    redis.on('error', (error) => {
      if (!this.complained) this.options.warn('limits: Redis is away, each process counts by itself', error);
      this.complained = true;
    });
    redis.on('ready', () => (this.complained = false));
    return redis;
  }
}
