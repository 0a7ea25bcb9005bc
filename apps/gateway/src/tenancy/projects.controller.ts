import { Body, Controller, Delete, Get, Headers, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { IdParam, Pager, pageQuery } from '#platform/http';
import type { KeyPrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import type { ProjectAccess } from './project-access.policy.js';
import { CreateProject, PatchProject, SetServerLookup } from './projects.dto.js';
import { ProjectsService, projectTag } from './projects.service.js';
import { ProjectList, ProjectView } from './projects.view.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '`ETag` of the GET; 412 when the project was edited since.',
};

class ProjectsPage extends pageQuery() {}

@ApiTags('Projects')
@Controller('v1')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly pager: Pager,
  ) {}

  /** List Projects: users see the projects of organizations where they are admin; keys what they can access. */
  @Get('projects')
  @Access('user-or-key', { rate: 'management' })
  async list(@CallerOf() caller: Principal, @Query() page: ProjectsPage): Promise<ProjectList> {
    const list = this.pager.cut(await this.projects.list(caller), page, {
      list: 'projects',
      positionOf: ({ project }) => ({ time: project.createdAt, id: project.projectId }),
    });
    return { ...list, data: list.data.map(ProjectView.of) };
  }

  /** Get Project Details */
  @Get('projects/:project_id')
  @Access('user-or-key', { rate: 'management' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProjectView> {
    return tagged(await this.projects.get(caller, projectId), reply);
  }

  /** Create Project */
  @Post('organizations/:organization_id/projects')
  @Access('user-or-key', { rate: 'management', scope: 'projects:write' })
  async create(
    @CallerOf(ProjectView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Body() input: CreateProject,
  ): Promise<ProjectView> {
    return ProjectView.of(await this.projects.create(caller, organizationId, input));
  }

  /** Update Project: `environment_id` can be set once. */
  @Patch('projects/:project_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { rate: 'management', scope: 'projects:write' })
  async patch(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: PatchProject,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProjectView> {
    return tagged(await this.projects.patch(caller, projectId, { input, ifMatch }), reply);
  }

  /** Delete Project: by an owner; the project and its keys stop working. */
  @Delete('projects/:project_id')
  @Access('user', { rate: 'management' })
  async remove(@CallerOf() caller: UserPrincipal, @IdParam('project_id') projectId: string): Promise<ProjectView> {
    return ProjectView.of(await this.projects.remove(caller, projectId));
  }

  /** Update Server Lookup Setting: enabling needs an environment that allows it. */
  @Put('projects/:project_id/server-lookup')
  @Access('user', { rate: 'management' })
  async setServerLookup(
    @CallerOf() caller: UserPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: SetServerLookup,
  ): Promise<ProjectView> {
    return ProjectView.of(await this.projects.setServerLookup(caller, projectId, input.enabled));
  }
}

function tagged(found: ProjectAccess, reply: FastifyReply): ProjectView {
  void reply.header('ETag', projectTag(found.project));
  return ProjectView.of(found);
}
