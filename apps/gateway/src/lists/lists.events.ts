/** What rooms above must know in the same transaction. */
import { Fact } from '#platform/facts';

export interface ListsTold {
  organizationId: string;
  projectId: string;
}

/** A list came or went: names mean something else now. Entries alone do not tell this. */
export const listsChanged = new Fact<ListsTold>('lists changed');
