/** What of a project's gallery is in memory, for those who may see the project. */
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { GalleryState } from './gallery.view.js';
import { LiveGallery } from './live-gallery.service.js';

@Injectable()
export class GalleryStateService {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly live: LiveGallery,
  ) {}

  async get(caller: UserPrincipal, projectId: string): Promise<GalleryState> {
    await this.database.readOnly(caller, (tx) => this.projects.authorize(tx, caller, projectId, 'read'));
    return this.live.stateOf(projectId);
  }
}
