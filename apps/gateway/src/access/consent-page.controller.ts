/** The pages where a signed-in person lets a program in or not; they work without the console and without a script. */
import { Body, Controller, Get, Header, Optional, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '#platform/access';
import { Clock } from '#platform/clock';
import { Problem, statusOf } from '#platform/problems';
import { PublicOrigins } from './public-origins.js';
import { LocalIssuer } from '../sign-in/local-issuer.js';
import { isLoopbackPeer } from '../sign-in/loopback.policy.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { CliGrants } from './cli-grants.service.js';
import { GrantView } from './cli-grants.view.js';
import { CONSENT_CSP, codePage, consentPage, donePage, signInPage } from './consent.page.js';
import { Consent } from './consent.service.js';
import { DecideConsent, OpenConsent, SignInForConsent } from './consent-page.dto.js';
import { type ConsentSession, ConsentSessions, isSameToken } from './consent-session.js';

const HTML = 'text/html; charset=utf-8';

@ApiExcludeController()
@Controller('cli/auth')
export class ConsentPageController {
  constructor(
    private readonly sessions: ConsentSessions,
    private readonly grants: CliGrants,
    private readonly consent: Consent,
    private readonly projects: ProjectsService,
    private readonly origins: PublicOrigins,
    private readonly clock: Clock,
    @Optional() private readonly issuer?: LocalIssuer,
  ) {}

  @Get()
  @Access('anyone')
  @Header('Content-Type', HTML)
  async open(
    @Query() { code }: OpenConsent,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    protect(reply);
    if (!code) return codePage();
    const session = await this.sessions.of(request.headers.cookie);
    if (!session) return signInPage(code, this.wayIn(request));
    return this.ask(session, code, reply);
  }

  @Post('sign-in')
  @Access('anyone', { status: 200, idempotency: false, form: true })
  @Header('Content-Type', HTML)
  async signIn(
    @Body() { code, proof }: SignInForConsent,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    protect(reply);
    try {
      const cookie = await this.sessions.begin(
        await this.idTokenFrom(proof.trim(), request),
        this.origins.first().startsWith('https:'),
      );
      void reply
        .status(303)
        .header('Set-Cookie', cookie)
        .header('Location', `/cli/auth?code=${encodeURIComponent(code)}`);
      return '';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      void reply.status(statusOf(error));
      return signInPage(code, this.wayIn(request), error.message);
    }
  }

  @Post('decide')
  @Access('anyone', { status: 200, idempotency: false, form: true })
  @Header('Content-Type', HTML)
  async decide(
    @Body() choice: DecideConsent,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    protect(reply);
    const session = await this.sessions.of(request.headers.cookie);
    if (!session) return signInPage(choice.code, this.wayIn(request));
    const { origin } = request.headers;
    const ours =
      (origin === undefined || this.origins.owns(origin)) && isSameToken(choice.form_token, session.formToken);
    if (!ours) return this.ask(session, choice.code, reply.status(403), 'This form was not ours; decide here.');
    try {
      const grant = await this.carryOut(session, choice);
      return donePage(GrantView.of(grant, this.clock.now()), choice.decision);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return this.ask(session, choice.code, reply.status(statusOf(error)), error.message);
    }
  }

  private carryOut({ caller }: ConsentSession, { decision, code, project_id, scopes }: DecideConsent) {
    return decision === 'approve'
      ? this.consent.approve(caller, code, { project_id, scopes })
      : this.consent.deny(caller, code);
  }

  private async ask(session: ConsentSession, code: string, reply: FastifyReply, note?: string): Promise<string> {
    const grant = await this.grants.find(code).catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
    const view = grant && GrantView.of(grant, this.clock.now());
    if (!view) return page(reply, 404, 'There is no such code; type it again.');
    if (view.status !== 'pending') return page(reply, 410, `This code is ${view.status}.`);
    return consentPage(view, await this.projects.list(session.caller), { token: session.formToken, note });
  }

  /** In development the sign-in link of this process stands for a token, for people at this machine. */
  private async idTokenFrom(proof: string, request: FastifyRequest): Promise<string> {
    const linkToken = URL.canParse(proof) ? tokenOfLink(new URL(proof)) : null;
    if (linkToken === null || this.wayIn(request) !== 'link') return proof;
    return (await this.issuer!.redeem(linkToken)).idToken;
  }

  private wayIn({ raw }: FastifyRequest): 'link' | 'token' {
    const near = isLoopbackPeer({ remoteAddress: raw.socket.remoteAddress, rawHeaders: raw.rawHeaders });
    return this.issuer && near ? 'link' : 'token';
  }
}

/** The console's link carries it behind the `#`. */
function tokenOfLink({ searchParams, hash }: URL): string | null {
  return searchParams.get('token') ?? new URLSearchParams(hash.slice(1)).get('token');
}

function page(reply: FastifyReply, status: number, note: string): string {
  if (reply.statusCode < 400) void reply.status(status);
  return codePage(note);
}

function protect(reply: FastifyReply): void {
  void reply
    .header('Content-Security-Policy', CONSENT_CSP)
    .header('Referrer-Policy', 'same-origin')
    .header('X-Frame-Options', 'DENY');
}
