/** Errors of the webhooks module. */
import { TargetRefused } from '#platform/guarded-http';
import { Problem } from '#platform/problems';

export const MAX_WEBHOOKS = 25;

/** @param allowed what the project can subscribe to */
export const unknownEvent = (allowed: readonly string[]) =>
  new Problem(
    'invalid',
    'unknown_event_type',
    'event_types names an event that this project cannot subscribe to. settings.extended_events of the project switches on the extended ones.',
    { field: 'event_types', details: { event_types: allowed, extended_by: 'settings.extended_events' } },
  );
export const webhookLimitReached = () =>
  new Problem('conflict', 'webhook_limit_reached', `A project has at most ${MAX_WEBHOOKS} webhooks.`, {
    details: { limit: MAX_WEBHOOKS },
  });

/** @param oldest the number of the oldest event that is kept */
export const eventsExpired = (oldest: number) =>
  new Problem('gone', 'events_expired', 'Events after this number are kept no longer; go on from oldest_sequence.', {
    field: 'after_sequence',
    details: { oldest_sequence: oldest },
  });
export const tooManyWaits = () =>
  new Problem('exhausted', 'too_many_concurrent_requests', 'Another request of yours waits for events already.', {
    details: { retry_after_s: 1 },
  });

/** A URL that we do not go to, in the contract's words; anything else is thrown on. */
export function urlRefusal(thrown: unknown): Problem {
  if (!(thrown instanceof TargetRefused)) throw thrown;
  const code = thrown.code === 'unresolvable' ? 'invalid_url' : thrown.code;
  return new Problem('invalid', code, thrown.message, { field: 'url' });
}
