import type { FeedPage } from './event-feed.service.js';
import type { FeedRow } from './event-feed.store.js';

export class EventView {
  event_id: string;
  type: string;
  project_id: string;
  /** Dense in the project: no number is missing, and none appears behind one that was read. */
  sequence: number;
  timestamp: string;
  /** As in the webhook: ids and plain facts. */
  data: Record<string, unknown>;

  static of({ sequence, body }: FeedRow): EventView {
    const { event_id, type, project_id, timestamp, data } = JSON.parse(body) as Omit<EventView, 'sequence'>;
    return { event_id, type, project_id, sequence, timestamp, data };
  }
}

export class EventFeedView {
  data: EventView[];
  /** The last number that was looked at, matched or not: the next `after_sequence`. */
  last_sequence: number;

  static of({ events, lastSequence }: FeedPage): EventFeedView {
    return { data: events.map(EventView.of), last_sequence: lastSequence };
  }
}
