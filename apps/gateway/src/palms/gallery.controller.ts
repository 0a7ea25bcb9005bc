import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { Database } from '#platform/database';
import { IdParam } from '#platform/http';
import type { UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { GalleryView } from './gallery.view.js';
import { LiveGallery } from './live-gallery.service.js';

@ApiTags('Projects')
@Controller('v1/projects/:project_id')
export class GalleryController {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly live: LiveGallery,
  ) {}

  /** Get Gallery: the project's palms in the memory of the gateway that answers. */
  @Get('gallery')
  @Access('user', { rate: 'management' })
  async get(@CallerOf() caller: UserPrincipal, @IdParam('project_id') projectId: string): Promise<GalleryView> {
    await this.database.readOnly(caller, (tx) => this.projects.authorize(tx, caller, projectId, 'read'));
    return GalleryView.of(this.live.stateOf(projectId));
  }
}
