/** The development sign-in link, for programs and browsers on this machine; production never loads it. */
import { Body, Controller, Get, Header, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '#platform/access';
import { problem } from '#platform/problems';
import { LocalIssuer } from './local-issuer.js';
import { isLoopbackPeer } from './loopback.policy.js';
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
    refuseStrangers(request);
    return SignInView.of(await this.issuer.redeem(link.token));
  }

  @Get()
  @Access('anyone')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', SIGN_IN_PAGE_CSP)
  @Header('Referrer-Policy', 'no-referrer')
  @Header('Cache-Control', 'no-store')
  async show(@Query() link: SignInByLink, @Req() request: FastifyRequest): Promise<string> {
    refuseStrangers(request);
    return signInPage(SignInView.of(await this.issuer.redeem(link.token)), `http://${request.headers.host}`);
  }
}

function refuseStrangers({ raw }: FastifyRequest): void {
  if (!isLoopbackPeer({ remoteAddress: raw.socket.remoteAddress, rawHeaders: raw.rawHeaders }))
    throw problem.notFound();
}
