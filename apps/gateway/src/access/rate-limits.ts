/** How often who may call what; refused calls say when to come again. */
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRule } from '#platform/access';
import { Clock } from '#platform/clock';
import { type Limit, Limits, type LimitResult } from '#platform/limits';
import type { Principal, ProofPrincipal } from '../principal/principal.js';
import { rateLimited } from './access.errors.js';
import { LimitPolicy } from './bad-credentials.js';
import { Quota } from './quota.js';

const MANAGEMENT_KEY: Limit = { name: 'management-key', points: 5, perS: 1 };
const MANAGEMENT_USER: Limit = { name: 'management-user', points: 20, perS: 1 };
const TERMINAL: Limit = { name: 'terminal', points: 5, perS: 1 };
const CAPTURE_CHECK: Limit = { name: 'capture-check', points: 1, perS: 1 };
const REGISTRATION: Limit = { name: 'registration', points: 10, perS: 60 };

/** Whose `X-Forwarded-For` is believed: addresses and ranges. */
export abstract class TrustedProxies {
  abstract readonly ranges: readonly string[];
}

@Injectable()
export class RateLimits {
  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly policy: LimitPolicy,
    private readonly quotas: Quota,
  ) {}

  /** @throws Problem `rate_limited`, `quota_exceeded` */
  async count(
    caller: Principal | ProofPrincipal | null,
    rule: AccessRule,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (this.policy.on) {
      for (const counted of countedAs(caller, rule, request.ip)) await this.take(...counted, reply);
    }
    if (caller?.kind !== 'key') return;
    const perSecond = await this.quotas.perSecondOf(caller.organizationId);
    if (perSecond !== null) await this.take({ name: 'plan', points: perSecond, perS: 1 }, caller.organizationId, reply);
    if (rule.quota && caller.mode === 'live') await this.quotas.refuseIfSpent(caller.organizationId);
  }

  /** A message on a socket: one count for a device over both ways. @throws Problem `rate_limited` */
  async countTerminal(deviceId: string): Promise<void> {
    if (!this.policy.on) return;
    const { allowed, resetInMs } = await this.limits.take(TERMINAL, deviceId);
    if (!allowed) throw rateLimited(Math.max(1, Math.ceil(resetInMs / 1000)));
  }

  private async take(limit: Limit, who: string, reply: FastifyReply): Promise<void> {
    const taken = await this.limits.take(limit, who);
    setHeaders(reply, taken, this.clock.nowMs());
    if (!taken.allowed) throw rateLimited(Math.max(1, Math.ceil(taken.resetInMs / 1000)));
  }
}

function countedAs(
  caller: Principal | ProofPrincipal | null,
  rule: AccessRule,
  address: string,
): [limit: Limit, who: string][] {
  switch (rule.rate) {
    case 'registration':
      return [[REGISTRATION, address]];
    case 'terminal':
      return [[TERMINAL, terminalOf(caller, address)]];
    case 'capture-check':
      return [TERMINAL, CAPTURE_CHECK].map((limit) => [limit, terminalOf(caller, address)]);
    case 'management':
      if (caller?.kind === 'key') return [[MANAGEMENT_KEY, caller.keyId]];
      return caller?.kind === 'user' ? [[MANAGEMENT_USER, caller.userId]] : [];
    default:
      return [];
  }
}

function terminalOf(caller: Principal | ProofPrincipal | null, address: string): string {
  if (caller?.kind === 'terminal') return caller.deviceId;
  return caller?.kind === 'proof' ? caller.keyThumbprint : address;
}

/** Of several limits the tightest is reported. */
function setHeaders(reply: FastifyReply, taken: LimitResult, nowMs: number): void {
  const remaining = reply.getHeader('X-RateLimit-Remaining');
  if (remaining !== undefined && Number(remaining) <= taken.remaining) return;
  void reply
    .header('X-RateLimit-Limit', String(taken.limit))
    .header('X-RateLimit-Remaining', String(taken.remaining))
    .header('X-RateLimit-Reset', String(Math.ceil((nowMs + taken.resetInMs) / 1000)));
}
