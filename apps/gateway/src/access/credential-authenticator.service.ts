/** Every request passes here before its body is read: credential, limits, kind, scope; in this order. */
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRule, CallerKind } from '#platform/access';
import { RequestAuthenticator } from '#platform/access';
import { Problem } from '#platform/problems';
import { ApiVersions } from '#platform/versions';
import { IdTokens } from '../sign-in/id-tokens.js';
import type { Principal, ProofPrincipal } from '../principal/principal.js';
import { UsersService } from '../tenancy/users.service.js';
import {
  apiKeyInQuery,
  invalidApiKey,
  invalidToken,
  missingScope,
  sandboxRequired,
  unauthenticated,
  wrongKind,
} from './access.errors.js';
import { looksLikeApiKey } from './api-key-token.js';
import { BadCredentials } from './bad-credentials.js';
import { type Credential, credentialOf } from './credentials.policy.js';
import { RateLimits } from './rate-limits.js';
import { ApiKeyVerifier, type VerifiedKey } from './api-key-verifier.service.js';
import { KeyAddresses } from './key-addresses.service.js';
import { TerminalAuthenticator } from './terminal-authenticator.service.js';

type AuthenticatedCaller = Principal | ProofPrincipal | null;

@Injectable()
export class CredentialAuthenticator extends RequestAuthenticator {
  constructor(
    private readonly idTokens: IdTokens,
    private readonly users: UsersService,
    private readonly keys: ApiKeyVerifier,
    private readonly addresses: KeyAddresses,
    private readonly terminals: TerminalAuthenticator,
    private readonly bad: BadCredentials,
    private readonly limits: RateLimits,
    private readonly versions: ApiVersions,
  ) {
    super();
  }

  override async screen(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!request.url.includes('?')) return;
    await this.refuseKeyInAddress(request).catch((error: unknown) => this.refused(error, request, reply, false));
  }

  override async authenticate(
    request: FastifyRequest,
    reply: FastifyReply,
    rule: AccessRule,
  ): Promise<AuthenticatedCaller> {
    const forTerminals = rule.who === 'terminal' || rule.who === 'proof';
    if (forTerminals) void reply.header('DPoP-Nonce', this.terminals.freshNonce());
    if (rule.who !== 'anyone') this.bad.refuseIfTooMany(request.ip); // a probe must not end with someone's guessing
    try {
      await this.refuseKeyInAddress(request);
      const credential = credentialOf(request.raw);
      const caller = rule.who === 'anyone' ? null : await this.proveSome(credential, request, rule.who);
      await this.limits.count(caller, rule, request, reply);
      if (caller) checkKind(caller, rule);
      this.settleVersion(caller, request, reply);
      return caller;
    } catch (error) {
      return this.refused(error, request, reply, forTerminals);
    }
  }

  private settleVersion(caller: AuthenticatedCaller, request: FastifyRequest, reply: FastifyReply): void {
    const pinned = caller?.kind === 'key' || caller?.kind === 'terminal' ? (caller.apiVersion ?? null) : null;
    request.apiVersion = this.versions.resolve(request.headers['x-api-version'], pinned);
    void reply.header('X-API-Version', request.apiVersion);
  }

  private async refused(
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    forTerminals: boolean,
  ): Promise<never> {
    if (!(error instanceof Problem) || error.kind !== 'unauthenticated') throw error;
    const challenge = forTerminals ? `DPoP algs="ES256", error="${error.code}"` : 'Bearer realm="thenar"';
    void reply.header('WWW-Authenticate', challenge);
    if (error.code !== 'unauthenticated' && error.code !== 'use_dpop_nonce') await this.bad.count(request.ip);
    throw error;
  }

  private async refuseKeyInAddress(request: FastifyRequest): Promise<void> {
    const query = request.url.split('?')[1];
    if (query === undefined) return;
    const values = Object.values((request.query ?? {}) as Record<string, string | string[]>).flat();
    const key = values.find((value) => typeof value === 'string' && looksLikeApiKey(value));
    if (key === undefined && !looksLikeApiKey(query)) return;
    const whole = /thn_(live|test)_[0-9A-Za-z]{50}/.exec(key ?? query)?.[0];
    if (whole) await this.keys.markExposed(whole);
    throw apiKeyInQuery();
  }

  private proveSome(
    credential: Credential,
    request: FastifyRequest,
    who: CallerKind,
  ): Promise<Principal | ProofPrincipal> {
    if (credential.kind === 'none') throw unauthenticated();
    return this.prove(credential, request, who);
  }

  private async prove(
    credential: Credential,
    request: FastifyRequest,
    who: CallerKind,
  ): Promise<Principal | ProofPrincipal> {
    switch (credential.kind) {
      case 'api-key':
        return this.admitKey(credential.token, request.ip);
      case 'id-token':
        return this.users.callerOf(await this.idTokens.verify(credential.token));
      case 'proof':
        return this.proveTerminal(credential, request, who);
      default:
        throw credential.kind === 'garbage' && credential.of === 'api-key' ? invalidApiKey() : invalidToken();
    }
  }

  private async admitKey(token: string, address: string): Promise<VerifiedKey> {
    const key = await this.keys.admit(token);
    await this.addresses.check(key, address);
    return key;
  }

  private proveTerminal(
    credential: { proof: string; accessToken: string | null },
    request: FastifyRequest,
    who: CallerKind,
  ) {
    const { proof, accessToken } = credential;
    const proven = { method: request.method, path: request.url.split('?', 1)[0]!, proof };
    if (accessToken !== null) return this.terminals.admitTerminal({ ...proven, accessToken });
    if (who !== 'proof') throw unauthenticated(); // a proof without its token proves no device
    return this.terminals.admitProof({ ...proven, accessToken: null });
  }
}

function checkKind(caller: Principal | ProofPrincipal, rule: AccessRule): void {
  const { who } = rule;
  if (who === 'anyone') return;
  const fits = who === 'user-or-key' ? caller.kind === 'user' || caller.kind === 'key' : caller.kind === who;
  if (!fits) throw wrongKind(who);
  if (caller.kind !== 'key') return;
  if (rule.keyMode !== undefined && caller.mode !== rule.keyMode) throw sandboxRequired();
  if (rule.scope !== undefined && !caller.scopes.includes(rule.scope)) throw missingScope(rule.scope);
}
