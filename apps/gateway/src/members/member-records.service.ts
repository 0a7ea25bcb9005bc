/** What a tenant does with its members: list, create, read, change, delete. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { etagOf, instantOf, Pager, type PageOf, requireMatch } from '#platform/http';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { type Principal, type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { type Consent, Member } from './member.entity.js';
import { narrow } from './member-filters.js';
import { MemberChanges } from './member-changes.service.js';
import type { ConsentInput, CreateMember, ListMembers, PatchMember } from './members.dto.js';
import { externalIdTaken } from './members.errors.js';
import { MembersService } from './members.service.js';

/** A tenant's clock may be ahead of ours by this much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

type Tenant = UserPrincipal | KeyPrincipal;

export interface MemberPath {
  projectId: string;
  memberId: string;
}

@Injectable()
export class MemberRecords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pager: Pager,
    private readonly members: MembersService,
    private readonly changes: MemberChanges,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListMembers): Promise<PageOf<Member>> {
    return this.database.readOnly(caller, async (tx) => {
      await this.members.reach(tx, caller, projectId, 'read');
      const rows = tx.createQueryBuilder(Member, 'm').where('m.projectId = :projectId', { projectId });
      narrow(rows, wanted);
      return this.pager.page(rows, wanted, {
        list: `members of ${projectId}`,
        time: 'm.createdAt',
        id: 'm.memberId',
        positionOf: (member) => ({ time: member.createdAt, id: member.memberId }),
        unpaged: true,
      });
    });
  }

  get(caller: Principal, { projectId, memberId }: MemberPath): Promise<Member> {
    return this.database.readOnly(caller, async (tx) => {
      await this.members.reach(tx, caller, projectId, 'read');
      return this.members.find(tx, projectId, memberId);
    });
  }

  create(caller: WithAnswer<Tenant, Member>, projectId: string, input: CreateMember): Promise<Member> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project } = await this.members.reach(tx, caller, projectId, 'write');
        const now = this.clock.now();
        const member = tx.create(Member, {
          memberId: newId(now.getTime()),
          organizationId: project.organizationId,
          projectId,
          externalId: input.external_id ?? null,
          displayName: input.display_name ?? null,
          email: input.email ?? null,
          phone: input.phone ?? null,
          metadata: input.metadata ?? {},
          status: input.status ?? 'active',
          consent: input.consent ? this.consentOf(input.consent) : null,
          tags: input.tags ?? [],
          ...this.validityOf(input, null),
          hands: [],
          version: 1,
          lastScanAt: null,
          createdAt: now,
          updatedAt: now,
        });
        await unlessTaken(tx.insert(Member, member));
        await this.changes.created(tx, caller, member);
        return member;
      },
      caller.answer,
    );
  }

  async patch(
    caller: Tenant,
    at: MemberPath,
    edit: { input: PatchMember; ifMatch: string | undefined },
  ): Promise<Member> {
    const { input, ifMatch } = edit;
    const patched = await this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.members.reach(tx, caller, at.projectId, 'write', () =>
        this.members.find(tx, at.projectId, at.memberId),
      );
      const event = { organizationId: project.organizationId, ...at };
      await this.changes.announceBeforeLock(tx, event, {
        consentWithdrawn: input.consent === null,
        disabled: input.status === 'disabled',
      });
      const member = await this.members.claim(tx, at.projectId, at.memberId);
      requireMatch(ifMatch, etagOf(member.version));
      const fields = Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field]));
      if (fields.length === 0) return member;
      await this.apply(tx, caller, member, input);
      await this.changes.updated(tx, caller, { member, fields });
      return member;
    });
    if (input.consent === null) this.changes.forgetPalms(at.memberId);
    return patched;
  }

  async remove(caller: Tenant, at: MemberPath): Promise<MemberPath> {
    await this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.members.reach(tx, caller, at.projectId, 'write', () =>
        this.members.find(tx, at.projectId, at.memberId),
      );
      await this.changes.remove(tx, caller, { organizationId: project.organizationId, ...at });
    });
    this.changes.forgetPalms(at.memberId);
    return at;
  }

  private async apply(tx: Tx, caller: Tenant, member: Member, input: PatchMember): Promise<void> {
    if (input.external_id !== undefined) member.externalId = input.external_id;
    if (input.display_name !== undefined) member.displayName = input.display_name;
    if (input.email !== undefined) member.email = input.email;
    if (input.phone !== undefined) member.phone = input.phone;
    if (input.metadata !== undefined) member.metadata = input.metadata ?? {};
    if (input.status !== undefined) member.status = input.status;
    if (input.tags !== undefined) member.tags = input.tags;
    Object.assign(member, this.validityOf(input, member));
    if (input.consent !== undefined) member.consent = input.consent && this.consentOf(input.consent);
    if (input.consent === null) {
      await this.changes.withdrawConsent(tx, caller, member);
      member.hands = [];
    }
    member.version += 1;
    member.updatedAt = this.clock.now();
    await unlessTaken(tx.update(Member, { memberId: member.memberId }, member));
  }

  /** @throws Problem when it would end before it begins */
  private validityOf(
    input: Pick<PatchMember, 'valid_from' | 'valid_until'>,
    member: Member | null,
  ): Pick<Member, 'validFrom' | 'validUntil'> {
    const edited = (value: string | null | undefined, held: Date | null | undefined) =>
      value === undefined ? (held ?? null) : instantOf(value);
    const validFrom = edited(input.valid_from, member?.validFrom);
    const validUntil = edited(input.valid_until, member?.validUntil);
    if (validFrom && validUntil && validFrom >= validUntil)
      throw problem.invalid('valid_until', 'valid_until must be after valid_from.');
    return { validFrom, validUntil };
  }

  private consentOf(input: ConsentInput): Consent {
    const grantedAt = instantOf(input.granted_at)!;
    if (grantedAt > this.clock.in(CLOCK_TOLERANCE_MS))
      throw problem.invalid('consent.granted_at', 'granted_at must not be in the future.');
    return {
      policy_version: input.policy_version,
      granted_at: grantedAt.toISOString(),
      reference: input.reference ?? null,
    };
  }
}

/** Two requests may bring the same external_id at once: the index decides. */
async function unlessTaken<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw isUniqueViolation(error, 'members_external_id') ? externalIdTaken() : error;
  }
}
