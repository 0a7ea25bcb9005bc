/** A POST with an Idempotency-Key takes effect once; its answer is stored in the transaction of the effect. */
import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { accessRuleOf } from '#platform/access';
import { Database } from '#platform/database';
import { unreadableKey } from './idempotency.errors.js';
import { type Claim, Idempotency } from './idempotency.js';
import { PendingAnswer } from './pending-answer.js';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** Names a caller: keys of one are unknown to every other. */
export abstract class CallerNames {
  /** @returns null for callers without a credential */
  abstract nameOf(caller: unknown): string | null;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly database: Database,
    private readonly names: CallerNames,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const rule = accessRuleOf(context.getHandler());
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !VISIBLE_ASCII.test(key)) throw unreadableKey();
    const credential = this.names.nameOf(request.caller);
    if (credential === null) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const { secrets = [], tombstone = false } = rule ?? {};
    return from(this.once({ request, reply, credential, key, secrets, tombstone }, next));
  }

  private async once(call: Call, next: CallHandler): Promise<unknown> {
    const begun = await this.idempotency.begin(call.credential, call.key, fingerprintOf(call.request));
    if (!('claimId' in begun)) {
      void call.reply.status(begun.status).header('Idempotent-Replayed', 'true');
      return begun.body;
    }
    return this.answer(begun, call, next);
  }

  private async answer(claim: Claim, call: Call, next: CallHandler): Promise<unknown> {
    const { request, reply, secrets, tombstone } = call;
    const pending = new PendingAnswer(this.idempotency, claim, {
      statusCode: () => reply.statusCode,
      secrets,
      forgettable: !tombstone,
    });
    request.pendingAnswer = pending;
    try {
      const body = (await lastValueFrom(next.handle(), { defaultValue: undefined })) as unknown;
      await pending.settle(body, (work) => this.database.systemTransaction('store an idempotent answer', work));
      return body;
    } catch (error) {
      await this.idempotency.giveUp(claim).catch(() => undefined); // the lease ends by itself
      throw error;
    }
  }
}

interface Call {
  request: FastifyRequest;
  reply: FastifyReply;
  credential: string;
  key: string;
  secrets: readonly string[];
  tombstone: boolean;
}

function fingerprintOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.url}\n`)
    .update(JSON.stringify(request.body ?? {}))
    .digest();
}
