import { Body, Controller, Get, Headers, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { IdParam, Pager, pageQuery } from '#platform/http';
import type { KeyPrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import { CreateEnvironment, PatchEnvironment } from './environments.dto.js';
import { EnvironmentsService, environmentTag } from './environments.service.js';
import { EnvironmentList, EnvironmentView } from './environments.view.js';

class EnvironmentsPage extends pageQuery() {}

@ApiTags('Environments')
@Controller('v1')
export class EnvironmentsController {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly pager: Pager,
  ) {}

  /** List Environments */
  @Get('environments')
  @Access('user-or-key', { rate: 'management' })
  async list(@CallerOf() caller: Principal, @Query() page: EnvironmentsPage): Promise<EnvironmentList> {
    const list = this.pager.cut(await this.environments.list(caller), page, {
      list: 'environments',
      positionOf: ({ createdAt, environmentId }) => ({ time: createdAt, id: environmentId }),
    });
    return { ...list, data: list.data.map(EnvironmentView.of) };
  }

  /** Create Environment */
  @Post('organizations/:organization_id/environments')
  @Access('user-or-key', { rate: 'management', scope: 'environments:write' })
  async create(
    @CallerOf(EnvironmentView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Body() input: CreateEnvironment,
  ): Promise<EnvironmentView> {
    return EnvironmentView.of(await this.environments.create(caller, organizationId, input));
  }

  /** Update Environment */
  @Patch('environments/:environment_id')
  @Access('user-or-key', { rate: 'management', scope: 'environments:write' })
  async patch(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('environment_id') environmentId: string,
    @Body() input: PatchEnvironment,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnvironmentView> {
    const environment = await this.environments.patch(caller, environmentId, { input, ifMatch });
    void reply.header('ETag', environmentTag(environment));
    return EnvironmentView.of(environment);
  }
}
