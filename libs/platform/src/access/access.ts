/** One decorator says who may call a route; the guard, the body limit, the rate class and the OpenAPI document all read it. */
import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiExtension, ApiHeader, ApiSecurity } from '@nestjs/swagger';
import { DOCUMENTED_ACCESS, type DocumentedAccess } from '#platform/openapi';

/**
 * `user` a signed-in person, `key` an API key, `terminal` a proof with its access token, `proof` a proof alone
 * (before a terminal has a token), `anyone` no credential.
 */
export type CallerKind = 'anyone' | 'user' | 'key' | 'user-or-key' | 'terminal' | 'proof';
/** How large a body may be: plain JSON, one capture, or several. */
export type BodyClass = 'json' | 'capture' | 'batch';
/** Which rate limit counts the call. */
export type RateClass = 'plain' | 'management' | 'terminal' | 'capture-check' | 'registration';

export interface AccessRule {
  who: CallerKind;
  /** Scope that an API key needs. */
  scope?: string;
  /** Keys of this mode only. */
  keyMode?: 'live' | 'test';
  body: BodyClass;
  rate: RateClass;
  /** POST that answers 200 instead of 201, or a 202. */
  status?: number;
  /** False on POSTs that repeat by nature (polls, acks, token). */
  idempotency: boolean;
  /** Fields of the answer that are shown once: a repeated answer leaves them out and says `secret_already_shown`. */
  secrets?: readonly string[];
  /** The answer says of someone no more than the bare id: kept for repetition even when the person is erased. */
  tombstone?: boolean;
  /** Refusals carry `status`, the code, beside `error`: a program that polls looks at one member only. */
  explainsByStatus?: boolean;
  /** Member of the body that lists things which are judged one by one: one that cannot be read does not refuse the others. */
  items?: string;
  /** Counted against the monthly quota of a plan: keys are refused when it is spent. */
  quota?: boolean;
}

/** Which parts of a request the route declares fields for. */
export interface DeclaredInputs {
  body: boolean;
  query: boolean;
}

export const BODY_LIMIT_BYTES: Record<BodyClass, number> = {
  json: 100 * 1024,
  capture: 24 * 1024 * 1024,
  batch: 24 * 1024 * 1024,
};

const ACCESS = Symbol('access');

export function Access(who: CallerKind, options: Partial<Omit<AccessRule, 'who'>> = {}): MethodDecorator {
  const rule: AccessRule = { body: 'json', rate: 'plain', idempotency: true, ...options, who };
  const config: MethodDecorator = (target, name, descriptor) =>
    RouteConfig({ access: rule, bodyLimit: BODY_LIMIT_BYTES[rule.body], takes: takenBy(target.constructor, name) })(
      target,
      name,
      descriptor,
    );
  return applyDecorators(
    SetMetadata(ACCESS, rule),
    config,
    ...(rule.status ? [HttpCode(rule.status)] : []),
    ...security(who),
    ApiExtension(DOCUMENTED_ACCESS, rule satisfies DocumentedAccess),
  );
}

/** Parameters are decorated before their method: what it takes is known by now. */
function takenBy(controller: object, method: string | symbol): DeclaredInputs {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as object;
  const kinds = Object.keys(args).map((key) => Number(key.split(':')[0]));
  return { body: kinds.includes(RouteParamtypes.BODY), query: kinds.includes(RouteParamtypes.QUERY) };
}

function security(who: CallerKind): MethodDecorator[] {
  const decorators: MethodDecorator[] = [];
  if (who === 'user' || who === 'user-or-key') decorators.push(ApiBearerAuth('firebase'));
  if (who === 'key' || who === 'user-or-key') decorators.push(ApiSecurity('apiKey'));
  if (who === 'terminal' || who === 'proof') {
    decorators.push(ApiSecurity(who === 'proof' ? 'proof' : 'dpop'));
    decorators.push(ApiHeader({ name: 'DPoP', required: true, description: 'Proof of possession, RFC 9449, ES256.' }));
  }
  return decorators;
}

export function accessRuleOf(handler: object): AccessRule | undefined {
  return Reflect.getMetadata(ACCESS, handler) as AccessRule | undefined;
}
