import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam, RequestSignal } from '#platform/http';
import type { Principal } from '../principal/principal.js';
import { EventFeedService } from './event-feed.service.js';
import { ReadEvents } from './events.dto.js';
import { EventTypesView } from './event-types.view.js';
import { EventFeedView } from './events.view.js';

@ApiTags('Events')
@Controller('v1')
export class EventsController {
  constructor(private readonly feed: EventFeedService) {}

  /** List Event Types: each with a description, the schema of the whole event and an example. */
  @Get('event-types')
  @Access('anyone')
  types(): EventTypesView {
    return EventTypesView.all();
  }

  /** Read Events: everything that happened in the project, kept for 30 days, in an order without gaps. */
  @Get('projects/:project_id/events')
  @Access('user-or-key', { scope: 'events:read' })
  async read(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ReadEvents,
    @RequestSignal() gone: AbortSignal,
  ): Promise<EventFeedView> {
    return EventFeedView.of(await this.feed.read(caller, projectId, wanted, gone));
  }
}
