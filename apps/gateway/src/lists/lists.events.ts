/** What rooms above must know in the same transaction. */
import { DomainEvent } from '#platform/domain-events';

export interface ListsEvent {
  organizationId: string;
  projectId: string;
}

/** A list came or went: names mean something else now. Entries alone do not tell this. */
export const listsChanged = new DomainEvent<ListsEvent>('lists changed');
