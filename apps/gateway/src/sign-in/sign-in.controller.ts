/** The development sign-in link, for programs and browsers on this machine; production never loads it. */
import { Body, Controller, Get, Header, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '#platform/access';
import { problem } from '#platform/problems';
import { LocalIssuer } from './local-issuer.js';
import { isLoopbackHost, isLoopbackPeer } from './loopback.policy.js';
import { SignInByLink } from './sign-in.dto.js';
import { SIGN_IN_PAGE_CSP, signInPage } from './sign-in.page.js';
import { SignInView } from './sign-in.view.js';

@ApiExcludeController()
@Controller('dev/sign-in')
export class SignInController {
  constructor(private readonly issuer: LocalIssuer) {}

  @Post()
  @Access('anyone', { status: 200, idempotency: false })
  async signIn(@Body() link: SignInByLink, @Req() request: FastifyRequest): Promise<SignInView> {
    return this.redeem(link.token, request);
  }

  @Get()
  @Access('anyone')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', SIGN_IN_PAGE_CSP)
  @Header('Referrer-Policy', 'no-referrer')
  @Header('Cache-Control', 'no-store')
  async show(@Query() link: SignInByLink, @Req() request: FastifyRequest): Promise<string> {
    return signInPage(await this.redeem(link.token, request), `http://${request.headers.host}`);
  }

  private async redeem(token: string, request: FastifyRequest): Promise<SignInView> {
    // a name of this machine even then: a hostile page's own name can lead a browser here
    if (isLoopbackHost(request.headers.host ?? '') && this.issuer.spendOneTime(token))
      return SignInView.of(await this.issuer.signIn());
    refuseOtherMachines(request);
    return SignInView.of(await this.issuer.redeem(token));
  }
}

function refuseOtherMachines({ raw }: FastifyRequest): void {
  if (!isLoopbackPeer({ remoteAddress: raw.socket.remoteAddress, rawHeaders: raw.rawHeaders }))
    throw problem.notFound();
}
