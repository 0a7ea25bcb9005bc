/** New URLs are read before anything else is asked, and resolved once the caller is known to belong here. */
import type { GuardedHttp } from '#platform/guarded-http';
import type { Project } from '../tenancy/tenancy.entity.js';
import { eventTypesOf, unknownEventType } from './event-types.js';
import { unknownEvent, urlRefusal } from './webhooks.errors.js';

/** @throws Problem for what the URL says by itself */
export function readUrl(guard: GuardedHttp, url: string): void {
  try {
    guard.read(url);
  } catch (thrown) {
    throw urlRefusal(thrown);
  }
}

/** @throws Problem when one of its addresses is not public, or it has none */
export async function resolveUrl(guard: GuardedHttp, url: string): Promise<void> {
  await guard.check(url).catch((thrown: unknown) => {
    throw urlRefusal(thrown);
  });
}

/** @throws Problem `unknown_event_type` */
export function checkTypes(project: Project, types: readonly string[]): void {
  if (unknownEventType(types, project.extendedEvents) !== undefined)
    throw unknownEvent(eventTypesOf(project.extendedEvents));
}
