import { Body, Controller, Delete, Get, Headers, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { KeyPrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import { CreateSite, ListSites, PatchSite } from './sites.dto.js';
import { type CountedSite, SitesService, siteTag } from './sites.service.js';
import { DeletedSiteView, SiteList, SiteView } from './sites.view.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '`ETag` of the GET; 412 when the site was edited since.',
};

@ApiTags('Sites')
@Controller('v1')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  /** List Sites */
  @Get('projects/:project_id/sites')
  @Access('user-or-key', { scope: 'devices:read', rate: 'management' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListSites,
  ): Promise<SiteList> {
    const page = await this.sites.list(caller, projectId, wanted);
    return { ...page, data: page.data.map(SiteView.of) };
  }

  /** Create Site */
  @Post('projects/:project_id/sites')
  @Access('user-or-key', { scope: 'devices:write', rate: 'management' })
  async create(
    @CallerOf(SiteView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateSite,
  ): Promise<SiteView> {
    return SiteView.of(await this.sites.create(caller, projectId, input));
  }

  /** Get Site */
  @Get('sites/:site_id')
  @Access('user-or-key', { scope: 'devices:read', rate: 'management' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('site_id') siteId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SiteView> {
    return tagged(await this.sites.get(caller, siteId), reply);
  }

  /** Update Site: what is left out stays, null clears. */
  @Patch('sites/:site_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { scope: 'devices:write', rate: 'management' })
  async patch(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('site_id') siteId: string,
    @Body() input: PatchSite,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SiteView> {
    return tagged(await this.sites.patch(caller, siteId, { input, ifMatch }), reply);
  }

  /** Delete Site: its devices stay, without a site; scans keep what they noted of it. */
  @Delete('sites/:site_id')
  @Access('user-or-key', { scope: 'devices:write', rate: 'management' })
  async remove(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('site_id') siteId: string,
  ): Promise<DeletedSiteView> {
    const site = await this.sites.remove(caller, siteId);
    return { site_id: site.siteId, deleted: true };
  }
}

function tagged(site: CountedSite, reply: FastifyReply): SiteView {
  void reply.header('ETag', siteTag(site));
  return SiteView.of(site);
}
