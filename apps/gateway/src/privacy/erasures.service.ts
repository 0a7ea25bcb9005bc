/** Delete all data of a person: requested here, carried out by others. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Member } from '../members/member.entity.js';
import { MemberChanges } from '../members/member-changes.service.js';
import { MembersService } from '../members/members.service.js';
import type { DataSubject } from '../members/personal-data.js';
import { requireRecentSignIn } from '../principal/organization-role.policy.js';
import { Erasure } from './erasure.entity.js';
import { ErasureFinisher } from './erasure-finisher.service.js';
import { EraseMember, type Requester } from './erase-member.service.js';

@Injectable()
export class Erasures {
  constructor(
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly changes: MemberChanges,
    private readonly eraseMember: EraseMember,
    private readonly finisher: ErasureFinisher,
    private readonly clock: Clock,
  ) {}

  /** Asked again, the erasure of then. A member who was deleted before is erased from history. @throws Problem `not_found` */
  async request(
    caller: WithAnswer<Requester, Erasure>,
    at: { projectId: string; memberId: string },
    reason: string,
  ): Promise<Erasure> {
    const erasure = await this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project } = await this.members.reach(tx, caller, at.projectId, 'write', () =>
          this.members.find(tx, at.projectId, at.memberId),
        );
        requireRecentSignIn(caller, this.clock.nowMs());
        // one erasure of a person at a time: a second request finds the first one's record
        await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`erasure ${at.memberId}`]);
        const earlier = await tx.getRepository(Erasure).findOneBy(at);
        if (earlier) return earlier;
        const member = await tx.getRepository(Member).findOneBy(at);
        const person: DataSubject = {
          ...{ organizationId: project.organizationId, ...at },
          externalId: member?.externalId ?? null,
        };
        if (member) refuseNaming(reason, member);
        else if (!(await leftTraces(tx, person))) throw problem.notFound();
        return this.eraseMember.take(tx, caller, { person, member, reason });
      },
      caller.answer,
    );
    this.changes.forgetPalms(at.memberId);
    this.finisher.wake();
    return erasure;
  }
}

/** History may be left of someone who was deleted without being erased. */
async function leftTraces(tx: Tx, { projectId, memberId }: DataSubject): Promise<boolean> {
  const [row] = await tx.query<{ left: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM scan_results WHERE project_id = $1 AND member_id = $2)
         OR EXISTS (SELECT 1 FROM transactions WHERE project_id = $1 AND member_id = $2)
         OR EXISTS (SELECT 1 FROM enrollment_sessions WHERE project_id = $1 AND member_id = $2) AS left`,
    [projectId, memberId],
  );
  return row!.left;
}

/** The reason stays when the person is gone. @throws Problem `validation_error` when it names the person */
function refuseNaming(reason: string, { displayName, email, phone, externalId }: Member): void {
  const said = reason.toLowerCase();
  const named = [displayName, email, phone, externalId].some(
    (word) => word !== null && word.length > 2 && said.includes(word.toLowerCase()),
  );
  if (named) throw problem.invalid('reason', 'reason must not name the person: it stays when the person is gone.');
}
