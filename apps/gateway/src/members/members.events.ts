/** Events of members, published inside the transaction of the change. */
import { DomainEvent } from '#platform/domain-events';

export interface MemberEvent {
  organizationId: string;
  projectId: string;
  memberId: string;
}

/** Published before the member is locked: listeners may lock what is theirs, and find the palms and the row still there. */
export const memberDeleted = new DomainEvent<MemberEvent>('member deleted');
/** The palms go in the same transaction; the member stays. */
export const consentWithdrawn = new DomainEvent<MemberEvent>('consent withdrawn');
/** Published at each request to disable, also for a member that was disabled before. */
export const memberDisabled = new DomainEvent<MemberEvent>('member disabled');
