/** A member's summary asks here which lists the member is on; the module that owns lists answers, until then there are none. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

export type ListLookup = (tx: Tx, projectId: string, memberId: string) => Promise<string[]>;

@Injectable()
export class MemberLists {
  private lookup: ListLookup | null = null;

  /** Called once at start. @param lookup names of the lists in alphabetical order */
  answerWith(lookup: ListLookup): void {
    this.lookup = lookup;
  }

  of(tx: Tx, projectId: string, memberId: string): Promise<string[]> {
    return this.lookup?.(tx, projectId, memberId) ?? Promise.resolve([]);
  }
}
