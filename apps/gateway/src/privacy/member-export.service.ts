/** Everything we hold about a person, for the person: what modules register, and the record of what was done. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { allowStatements, Database } from '#platform/database';
import { missingScope } from '../access/access.errors.js';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { Audit } from '../audit/audit.service.js';
import { MembersService } from '../members/members.service.js';
import { PersonalData } from '../members/personal-data.js';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';

/** Someone may have been scanned every day for years. */
const STATEMENT_LIMIT_MS = 30_000;
/** An export shows what these show one by one. */
const ALSO_NEEDED = ['scans:read', 'transactions:read'];

export interface MemberCopy {
  projectId: string;
  memberId: string;
  exportedAt: Date;
  /** By holding. */
  data: Record<string, unknown[]>;
  /** What the record says was done to the member. */
  deeds: AuditEvent[];
}

@Injectable()
export class MemberExport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly members: MembersService,
    private readonly personalData: PersonalData,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `not_found`, 403 `missing_scope` for a key that may not read all of it, `admin_required` */
  copy(caller: UserPrincipal | KeyPrincipal, at: { projectId: string; memberId: string }): Promise<MemberCopy> {
    const lacking = caller.kind === 'key' && ALSO_NEEDED.find((scope) => !caller.scopes.includes(scope));
    if (lacking) throw missingScope(lacking);
    return this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.members.reach(tx, caller, at.projectId, 'read');
      const member = await this.members.find(tx, at.projectId, at.memberId);
      const { organizationId } = project;
      await allowStatements(tx, STATEMENT_LIMIT_MS);
      const person = { organizationId, ...at, externalId: member.externalId };
      const data: Record<string, unknown[]> = {};
      for (const holding of this.personalData.sources())
        if (holding.describe) data[holding.name] = await holding.describe(tx, person);
      const deeds = await tx
        .getRepository(AuditEvent)
        .find({ where: { organizationId, objectKind: 'member', objectId: at.memberId }, order: { sequence: 'DESC' } });
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'member.exported',
        kind: 'member',
        id: at.memberId,
      });
      return { ...at, exportedAt: this.clock.now(), data, deeds };
    });
  }
}
