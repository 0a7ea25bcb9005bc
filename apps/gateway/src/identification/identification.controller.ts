import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { IdParam, LimitedTo, type RequestLimits } from '#platform/http';
import type { KeyPrincipal } from '../principal/principal.js';
import { IDENTIFY_WITHIN_MS } from '../palms/deadlines.types.js';
import { IdentifyPalm, VerifyPalm } from './identification.dto.js';
import { IdentificationView, VerificationView } from './identification.view.js';
import { ServerLookup } from './server-lookup.service.js';

@ApiTags('Palms')
@Controller('v1/projects/:project_id')
export class IdentificationController {
  constructor(private readonly lookup: ServerLookup) {}

  /** Identify User by Palm Biometric: a member, or nobody; unsure is nobody, never the nearest neighbour. */
  @Post('identify')
  @Access('key', { scope: 'biometrics:identify', body: 'capture', status: 200, quota: true })
  async identify(
    @CallerOf(IdentificationView.of) caller: KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: IdentifyPalm,
    @Req() request: FastifyRequest,
    @LimitedTo(IDENTIFY_WITHIN_MS) limits: RequestLimits,
  ): Promise<IdentificationView> {
    return IdentificationView.of(await this.lookup.identify(caller, projectId, input, { address: request.ip, limits }));
  }

  /** Verify Member's Palm: one against one. */
  @Post('verify')
  @Access('key', { scope: 'biometrics:identify', body: 'capture', status: 200, quota: true })
  async verify(
    @CallerOf(VerificationView.of) caller: KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: VerifyPalm,
    @Req() request: FastifyRequest,
    @LimitedTo(IDENTIFY_WITHIN_MS) limits: RequestLimits,
  ): Promise<VerificationView> {
    return VerificationView.of(await this.lookup.verify(caller, projectId, input, { address: request.ip, limits }));
  }
}
