/** What happened to a member, told inside the transaction that makes it so. */
import { DomainEvent } from '#platform/domain-events';

export interface MemberEvent {
  organizationId: string;
  projectId: string;
  memberId: string;
}

/** Told before the member is locked: listeners may lock what is theirs, and find the palms and the row still there. */
export const memberDeleted = new DomainEvent<MemberEvent>('member deleted');
/** The palms go in the same transaction; the member stays. */
export const consentWithdrawn = new DomainEvent<MemberEvent>('consent withdrawn');
/** Told whenever a client says so, of a member that was disabled before too. */
export const memberDisabled = new DomainEvent<MemberEvent>('member disabled');
