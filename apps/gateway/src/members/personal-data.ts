/**
 * What the gateway stores about a person. Each module that stores personal data registers it here at start: how it is described to the
 * person (export) and how it is taken away (erasure). Whoever adds a table that names a member adds a holding.
 */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

export interface DataSubject {
  organizationId: string;
  projectId: string;
  memberId: string;
  /** The tenant's own id of the person: lists and rules may name it. */
  externalId: string | null;
}

export interface PersonalDataSource {
  /** As receipts and exports call it, e.g. `scan_results`. */
  name: string;
  /** Tables whose files held the person's data in the clear or under a key: rewritten after an erasure where we can. */
  tables: readonly string[];
  /** Nothing but an erasure ever changes rows here or takes them away: where it found none, the files hold nothing else. */
  unchanging?: true;
  /** Takes the person out, in the transaction of the erasure. @returns how many rows it concerned */
  erase(tx: Tx, person: DataSubject): Promise<number>;
  /** All of it, as JSON; absent for what is only bookkeeping. */
  describe?(tx: Tx, person: DataSubject): Promise<unknown[]>;
}

@Injectable()
export class PersonalData {
  private readonly held: PersonalDataSource[] = [];

  /** Called by modules at start. */
  register(holding: PersonalDataSource): void {
    this.held.push(holding);
  }

  sources(): readonly PersonalDataSource[] {
    return this.held;
  }
}

/** Rows that an UPDATE or DELETE concerned. */
export async function rowsOf(tx: Tx, sql: string, parameters: unknown[]): Promise<number> {
  const [, rows] = await tx.query<[unknown, number]>(sql, parameters);
  return rows;
}
