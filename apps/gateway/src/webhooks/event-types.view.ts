import { EVENT_CATALOGUE } from './event-catalogue.js';
import type { EventType } from './event-types.js';

const EVENT_ID = '01a23187-0904-7466-b86d-5450be0cfef7';
const PROJECT_ID = '01a23186-eaaa-7118-b526-8aa677b2f271';

export class EventTypeView {
  type: string;
  description: string;
  /** True when only projects with `extended_events` can subscribe to it. */
  extended: boolean;
  /** JSON Schema of the whole event. */
  schema: Record<string, unknown>;
  /** An event of this type as a webhook carries it. */
  example: Record<string, unknown>;

  static of(type: EventType): EventTypeView {
    const { description, extended, data } = EVENT_CATALOGUE[type];
    const fields = Object.entries(data);
    return {
      type,
      description,
      extended,
      schema: schemaOf(type, Object.fromEntries(fields.map(([name, { schema }]) => [name, schema]))),
      example: {
        event_id: EVENT_ID,
        type,
        timestamp: '2026-12-01T08:30:00.000Z',
        project_id: PROJECT_ID,
        data: { event_type: type, ...Object.fromEntries(fields.map(([name, { example }]) => [name, example])) },
      },
    };
  }
}

export class EventTypesView {
  data: EventTypeView[];

  static all(): EventTypesView {
    return { data: (Object.keys(EVENT_CATALOGUE) as EventType[]).map(EventTypeView.of) };
  }
}

/** Members may be added to an event; a receiver ignores those that it does not know. */
function schemaOf(type: EventType, properties: Record<string, unknown>): Record<string, unknown> {
  const data = { event_type: { const: type }, ...properties };
  return {
    type: 'object',
    required: ['event_id', 'type', 'timestamp', 'project_id', 'data'],
    properties: {
      event_id: { type: 'string', format: 'uuid' },
      type: { const: type },
      timestamp: { type: 'string', format: 'date-time' },
      project_id: { type: 'string', format: 'uuid' },
      data: { type: 'object', required: Object.keys(data), properties: data },
    },
  };
}
