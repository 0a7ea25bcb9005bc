/** The catalogue of events: what a webhook can subscribe to, and what the outbox takes. */

/** Every project. */
export const PLAIN_EVENTS = ['enrollment.completed', 'demo.scan.success'] as const;

/** Only projects with `extended_events`. */
export const EXTENDED_EVENTS = [
  'enrollment.failed',
  'enrollment.cancelled',
  'scan.identified',
  'scan.rejected',
  'rule.matched',
  'list.updated',
  'device.registered',
  'device.online',
  'device.offline',
  'member.created',
  'member.updated',
  'member.deleted',
  'erasure.completed',
  'webhook.disabled',
] as const;

/** Sent on request; nobody subscribes to it. */
export const TEST_EVENT = 'webhook.test';

/** A change that leaves the gateway for webhooks. */
export type EventType = (typeof PLAIN_EVENTS | typeof EXTENDED_EVENTS)[number] | typeof TEST_EVENT;

declare module '#platform/outbox' {
  interface OutboxEventTypes {
    type: EventType;
  }
}

const PLAIN: ReadonlySet<string> = new Set(PLAIN_EVENTS);
const ALL: ReadonlySet<string> = new Set([...PLAIN_EVENTS, ...EXTENDED_EVENTS]);

/** The types that a project can subscribe to. */
export function eventTypesOf(extended: boolean): EventType[] {
  return extended ? [...PLAIN_EVENTS, ...EXTENDED_EVENTS] : [...PLAIN_EVENTS];
}

/** The first type that a project with or without extended events cannot have, if there is one. */
export function unknownEventType(types: readonly string[], extended: boolean): string | undefined {
  return types.find((type) => !(extended ? ALL : PLAIN).has(type));
}
