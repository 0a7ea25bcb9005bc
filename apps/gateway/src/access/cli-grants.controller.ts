import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { Clock } from '#platform/clock';
import { PublicOrigins } from './public-origins.js';
import type { UserPrincipal } from '../principal/principal.js';
import type { CliGrant } from './cli-grant.entity.js';
import { ApproveGrant, RequestDeviceCode, PollForKey } from './cli-grants.dto.js';
import { CliGrants, GRANT_LIMITS } from './cli-grants.service.js';
import { DeviceCodeView, GrantAnswerView, GrantView } from './cli-grants.view.js';
import { Consent } from './consent.service.js';
import { showUserCode } from './device-codes.js';

@ApiTags('Command line')
@Controller('v1/cli')
export class CliGrantsController {
  constructor(
    private readonly grants: CliGrants,
    private readonly consent: Consent,
    private readonly origins: PublicOrigins,
    private readonly clock: Clock,
  ) {}

  /** Request a Device Code: show the person `verification_url` and `user_code`, then poll. */
  @Post('device-code')
  @Access('anyone', { status: 200, idempotency: false, rate: 'registration' })
  async ask(@Body() input: RequestDeviceCode, @Req() request: FastifyRequest): Promise<DeviceCodeView> {
    const { grant, deviceCode } = await this.grants.ask(input.client_name, request.ip);
    const code = showUserCode(grant.userCode);
    return {
      device_code: deviceCode,
      user_code: code,
      verification_url: `${this.origins.first()}/console/connect?code=${code}`,
      expires_in: GRANT_LIMITS.lifetimeS,
      interval: grant.intervalS,
    };
  }

  /** Poll for the API Key: it is delivered exactly once. */
  @Post('token')
  @Access('anyone', { status: 200, idempotency: false, explainsByStatus: true })
  async poll(@Body() input: PollForKey): Promise<GrantAnswerView> {
    const delivery = await this.grants.poll(input.device_code);
    if (delivery.status === 'pending') return { status: 'pending', interval: delivery.intervalS };
    return { status: 'authorized', api_key: delivery.apiKey, key_id: delivery.keyId, project_id: delivery.projectId };
  }

  /** Get a Grant by its user code: who asks, and from where. */
  @Get('grants/:user_code')
  @Access('user', { rate: 'management' })
  async find(@Param('user_code') userCode: string): Promise<GrantView> {
    return GrantView.of(await this.grants.find(userCode), this.clock.now());
  }

  /** Approve a Grant: the program gets a key for this project. */
  @Post('grants/:user_code/approve')
  @Access('user', { rate: 'management', status: 200 })
  async approve(
    @CallerOf(decidedGrantView) caller: UserPrincipal,
    @Param('user_code') userCode: string,
    @Body() choice: ApproveGrant,
  ): Promise<GrantView> {
    return GrantView.of(await this.consent.approve(caller, userCode, choice), this.clock.now());
  }

  /** Deny a Grant. */
  @Post('grants/:user_code/deny')
  @Access('user', { rate: 'management', status: 200 })
  async deny(
    @CallerOf(decidedGrantView) caller: UserPrincipal,
    @Param('user_code') userCode: string,
  ): Promise<GrantView> {
    return GrantView.of(await this.consent.deny(caller, userCode), this.clock.now());
  }
}

/** The status of a decided grant does not depend on the time. */
function decidedGrantView(grant: CliGrant): GrantView {
  return GrantView.of(grant, grant.createdAt);
}
