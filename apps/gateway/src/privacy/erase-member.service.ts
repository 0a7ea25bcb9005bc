/**
 * Takes a person out of every module, in the transaction of the request. What cannot be done inside a
 * tenant's transaction (stored answers, the files) follows at once, and then the receipt is signed.
 */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { allowStatements, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Audit } from '../audit/audit.service.js';
import type { Member } from '../members/member.entity.js';
import { MemberChanges } from '../members/member-changes.service.js';
import { type DataSubject, PersonalData } from '../members/personal-data.js';
import { type KeyPrincipal, nameOf, type UserPrincipal } from '../principal/principal.js';
import { Erasure } from './erasure.entity.js';

/** Someone may have been scanned every day for years. */
const STATEMENT_LIMIT_MS = 60_000;

export type Requester = UserPrincipal | KeyPrincipal;

@Injectable()
export class EraseMember {
  constructor(
    private readonly clock: Clock,
    private readonly changes: MemberChanges,
    private readonly personalData: PersonalData,
    private readonly audit: Audit,
  ) {}

  async take(
    tx: Tx,
    caller: Requester,
    { person, member, reason }: { person: DataSubject; member: Member | null; reason: string },
  ): Promise<Erasure> {
    const { organizationId, projectId, memberId } = person;
    await allowStatements(tx, STATEMENT_LIMIT_MS);
    const counts: Record<string, number> = { member: 0, templates: 0 };
    if (member) {
      counts.templates = await this.changes.remove(tx, caller, { organizationId, projectId, memberId });
      counts.member = 1;
    }
    for (const holding of this.personalData.sources())
      counts[holding.name] = (counts[holding.name] ?? 0) + (await holding.erase(tx, person));
    const now = this.clock.now();
    const erasure: Erasure = {
      erasureId: newId(now.getTime()),
      ...{ organizationId, projectId, memberId, reason, counts },
      ...{ status: 'running', storage: null, receipt: null, requestedBy: nameOf(caller) },
      ...{ acceptedAt: now, completedAt: null },
    };
    await tx.insert(Erasure, erasure);
    await this.audit.record(tx, caller, {
      ...{ organizationId, action: 'member.erased', kind: 'member', id: memberId },
      details: { erasure_id: erasure.erasureId },
    });
    return erasure;
  }
}
