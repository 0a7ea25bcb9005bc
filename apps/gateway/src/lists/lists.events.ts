/** What higher modules must know in the same transaction. */
import { DomainEvent } from '#platform/domain-events';

export interface ListsEvent {
  organizationId: string;
  projectId: string;
}

/** A list came or went: names mean something else now. Changes of entries alone do not show this. */
export const listsChanged = new DomainEvent<ListsEvent>('lists changed');
