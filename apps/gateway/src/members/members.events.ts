/** What happened to a member, told inside the transaction that makes it so. */
import { Fact } from '#platform/facts';

export interface MemberTold {
  organizationId: string;
  projectId: string;
  memberId: string;
}

/** Told before the member is locked: listeners may lock what is theirs, and find the palms and the row still there. */
export const memberDeleted = new Fact<MemberTold>('member deleted');
/** The palms go in the same transaction; the member stays. */
export const consentWithdrawn = new Fact<MemberTold>('consent withdrawn');
/** Told whenever a client says so, of a member that was disabled before too. */
export const memberDisabled = new Fact<MemberTold>('member disabled');
