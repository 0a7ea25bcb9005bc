import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { Clock } from '#platform/clock';
import { IdParam } from '#platform/http';
import { PublicOrigins } from '../access/public-origins.js';
import { TerminalAuthenticator } from '../access/terminal-authenticator.service.js';
import { TERMINAL_TOKEN_LIFETIME_S, TerminalTokens } from '../access/terminal-tokens.service.js';
import { StartRegistration } from '../devices/devices.dto.js';
import { RegistrationPollView, RegistrationView } from '../devices/devices.view.js';
import { ProtoTerminals } from '../devices/proto-terminals.service.js';
import type { ProofPrincipal } from '../principal/principal.js';
import { TerminalNonceView, TerminalTokenView } from './terminal.view.js';

/** Before a terminal is a device: proofs by its key and nothing else. */
@ApiTags('Terminal protocol')
@Controller('v1/terminal')
export class TerminalPairingController {
  constructor(
    private readonly protoTerminals: ProtoTerminals,
    private readonly tokens: TerminalTokens,
    private readonly authenticator: TerminalAuthenticator,
    private readonly origins: PublicOrigins,
    private readonly clock: Clock,
  ) {}

  /** Get Nonce: a `DPoP-Nonce` to begin with, so that no request has to fail first, and the time. */
  @Get('nonce')
  @Access('anyone', { rate: 'terminal' })
  nonce(@Res({ passthrough: true }) reply: FastifyReply): TerminalNonceView {
    void reply.header('DPoP-Nonce', this.authenticator.freshNonce()).header('Cache-Control', 'no-store');
    return { server_time: this.clock.now().toISOString() };
  }

  /** Start Registration: answers a code to show. */
  @Post('registrations')
  @Access('proof', { rate: 'registration', idempotency: false })
  async start(
    @CallerOf() caller: ProofPrincipal,
    @Body() input: StartRegistration,
    @Req() request: FastifyRequest,
  ): Promise<RegistrationView> {
    const registration = await this.protoTerminals.start(caller, input, request.ip);
    return RegistrationView.of(registration, { nowMs: this.clock.nowMs(), origin: this.origins.first() });
  }

  /** Poll Registration, every `interval` seconds, with a proof by the same key. */
  @Post('registrations/:registration_id/poll')
  @Access('proof', { rate: 'terminal', status: 200, idempotency: false, explainsByStatus: true })
  async poll(
    @CallerOf() caller: ProofPrincipal,
    @IdParam('registration_id') registrationId: string,
  ): Promise<RegistrationPollView> {
    return RegistrationPollView.of(await this.protoTerminals.poll(caller, registrationId));
  }

  /** Access Token, bound to the key, for an hour. */
  @Post('token')
  @Access('proof', { rate: 'terminal', status: 200, idempotency: false })
  async token(@CallerOf() caller: ProofPrincipal): Promise<TerminalTokenView> {
    const device = await this.protoTerminals.deviceOf(caller);
    return {
      access_token: this.tokens.issue(device.deviceId, caller.keyThumbprint),
      token_type: 'DPoP',
      expires_in: TERMINAL_TOKEN_LIFETIME_S,
      device_id: device.deviceId,
      project_id: device.projectId,
    };
  }
}
