import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { UserPrincipal } from '../principal/principal.js';
import { GalleryStateService } from './gallery-state.service.js';
import { GalleryView } from './gallery.view.js';

@ApiTags('Projects')
@Controller('v1/projects/:project_id')
export class GalleryController {
  constructor(private readonly gallery: GalleryStateService) {}

  /** Get Gallery: the project's palms in the memory of the gateway that answers. */
  @Get('gallery')
  @Access('user', { rate: 'management' })
  async get(@CallerOf() caller: UserPrincipal, @IdParam('project_id') projectId: string): Promise<GalleryView> {
    return GalleryView.of(await this.gallery.get(caller, projectId));
  }
}
