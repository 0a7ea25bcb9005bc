/** Organizations and the people in them. */
import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { isUuid, newId } from '#platform/ids';
import { Problem, problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import type { KeyPrincipal, Role, UserPrincipal } from '../principal/principal.js';
import type { AddUser, PatchUser } from './organizations.dto.js';
import type { OrganizationUser } from './organizations.view.js';
import {
  requireOrganizationAdmin,
  requireOrganizationUser,
  requireRecentSignIn,
} from '../principal/organization-role.policy.js';
import { ownerRequired } from '../principal/principal.errors.js';
import { creationByInvitation, lastOwner, noOwnerYet } from './tenancy.errors.js';
import { Invitation, Membership, Organization, User } from './tenancy.entity.js';
import { UsersService } from './users.service.js';

/** Who may create organizations; provided by the configuration. */
export abstract class OrganizationPolicy {
  abstract readonly creation: 'anyone' | 'invited';
}

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly policy: OrganizationPolicy,
    private readonly users: UsersService,
  ) {}

  list(caller: UserPrincipal): Promise<{ organization: Organization; role: Role }[]> {
    return this.database.readOnly(caller, async (tx) => {
      const found = await tx.getRepository(Organization).find({ order: { createdAt: 'DESC', organizationId: 'DESC' } });
      return found.map((organization) => ({ organization, role: caller.roles.get(organization.organizationId)! }));
    });
  }

  /** The creator becomes owner. "invited": only people who already belong to an organization may. */
  async create(
    caller: WithAnswer<UserPrincipal, { organization: Organization; role: Role }>,
    name: string,
  ): Promise<{ organization: Organization; role: Role }> {
    if (this.policy.creation === 'invited' && caller.roles.size === 0)
      throw (await this.hasOwner()) ? creationByInvitation() : noOwnerYet();
    const organizationId = newId(this.clock.nowMs());
    return this.database.tenantTransaction(
      { organizationId },
      async (tx) => {
        const organization = tx.create(Organization, {
          organizationId,
          name,
          plan: 'free',
          keyMaxAgeDays: null,
          requireMfa: false,
          createdAt: this.clock.now(),
        });
        await tx.insert(Organization, organization);
        await tx.insert(Membership, {
          organizationId,
          userId: caller.userId,
          role: 'owner',
          disabled: false,
          createdAt: this.clock.now(),
        });
        await this.audit.record(tx, caller, {
          organizationId,
          action: 'organization.created',
          kind: 'organization',
          id: organizationId,
        });
        return { organization, role: 'owner' };
      },
      caller.answer,
    );
  }

  private async hasOwner(): Promise<boolean> {
    const [row] = await this.database.systemQuery<{ owned: boolean }>(
      'whether anybody owns an organization',
      `SELECT EXISTS (SELECT 1 FROM memberships WHERE role = 'owner') AS owned`,
    );
    return row!.owned;
  }

  listUsers(caller: UserPrincipal | KeyPrincipal, organizationId: string): Promise<OrganizationUser[]> {
    return this.database.readOnly(caller, async (tx) => {
      if (caller.kind === 'user') requireOrganizationUser(caller, organizationId);
      else if (caller.organizationId !== organizationId) throw problem.notFound();
      const memberships = await tx.getRepository(Membership).findBy({ organizationId });
      const users = new Map((await tx.getRepository(User).find()).map((user) => [user.userId, user]));
      const invitations = await tx.getRepository(Invitation).findBy({ organizationId });
      return [...memberships.map((m) => colleagueOf(m, users.get(m.userId)!)), ...invitations.map(inviteeOf)].sort(
        (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (nameOf(a) < nameOf(b) ? 1 : -1),
      );
    });
  }

  /** By uid, also before the first sign-in, or by e-mail, which binds a later sign-in with a verified address. */
  async addUser(
    caller: WithAnswer<UserPrincipal, OrganizationUser>,
    organizationId: string,
    input: AddUser,
  ): Promise<OrganizationUser> {
    if ((input.uid === undefined) === (input.email === undefined))
      throw problem.invalid('uid', 'Give either uid or email.');
    requireOrganizationAdmin(caller, organizationId);
    this.requireOwner(caller, organizationId, input.role);
    const known = await (input.uid === undefined ? this.users.findByEmail(input.email!) : this.users.expect(input.uid));
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const now = this.clock.now();
        await this.audit.record(tx, caller, {
          organizationId,
          action: known ? 'user.added' : 'user.invited',
          kind: 'user',
          id: known?.userId ?? 'invitation',
          details: { role: input.role },
        });
        if (known) {
          const membership = {
            organizationId,
            userId: known.userId,
            role: input.role,
            disabled: false,
            createdAt: now,
          };
          await tx.insert(Membership, membership).catch(alreadyThere('memberships_pkey'));
          return colleagueOf(membership, known);
        }
        const invitation = {
          organizationId,
          email: input.email!.toLowerCase(),
          role: input.role,
          invitedBy: caller.userId,
          createdAt: now,
        };
        await tx.insert(Invitation, invitation).catch(alreadyThere('invitations_pkey'));
        return inviteeOf(invitation);
      },
      caller.answer,
    );
  }

  /** @param named user_id, uid or e-mail, as in every call about one colleague */
  patchUser(caller: UserPrincipal, organizationId: string, named: string, input: PatchUser): Promise<OrganizationUser> {
    return this.changing(caller, organizationId, named, async (tx, membership, user) => {
      const { userId } = membership;
      if (input.role) this.requireOwner(caller, organizationId, input.role);
      const next = { role: input.role ?? membership.role, disabled: input.disabled ?? membership.disabled };
      if (next.role !== 'owner' || next.disabled) await this.keepAnOwner(tx, membership);
      await tx.update(Membership, { organizationId, userId }, next);
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'user.updated',
        kind: 'user',
        id: userId,
        details: next,
      });
      return colleagueOf({ ...membership, ...next }, user);
    });
  }

  async removeUser(caller: UserPrincipal, organizationId: string, named: string): Promise<OrganizationUser> {
    const withdrawn = named.includes('@') ? await this.withdraw(caller, organizationId, named.toLowerCase()) : null;
    if (withdrawn) return withdrawn;
    return this.changing(caller, organizationId, named, async (tx, membership, user) => {
      const { userId } = membership;
      await this.keepAnOwner(tx, membership);
      await tx.delete(Membership, { organizationId, userId });
      await this.audit.record(tx, caller, { organizationId, action: 'user.removed', kind: 'user', id: userId });
      return colleagueOf(membership, user);
    });
  }

  private changing(
    caller: UserPrincipal,
    organizationId: string,
    named: string,
    change: (tx: Tx, membership: Membership, user: User) => Promise<OrganizationUser>,
  ): Promise<OrganizationUser> {
    return this.database.tenantTransaction(caller, async (tx) => {
      requireOrganizationUser(caller, organizationId);
      await tx.query('SELECT 1 FROM organizations WHERE organization_id = $1 FOR NO KEY UPDATE', [organizationId]); // one change of people at a time; records of others may still refer to it
      const people = await tx.getRepository(User).findBy(whoIs(named));
      const memberships = await tx
        .getRepository(Membership)
        .findBy({ organizationId, userId: In(people.map(({ userId }) => userId)) });
      // an unproven e-mail may be two people's: then only user_id or uid will do
      const [membership, another] = memberships;
      if (!membership || another) throw problem.notFound();
      requireOrganizationAdmin(caller, organizationId);
      if (membership.role === 'owner') this.requireOwner(caller, organizationId, 'owner');
      return change(
        tx,
        membership,
        people.find(({ userId }) => userId === membership.userId)!,
      );
    });
  }

  /** @returns null when nobody with this e-mail is invited */
  private withdraw(caller: UserPrincipal, organizationId: string, email: string): Promise<OrganizationUser | null> {
    return this.database.tenantTransaction(caller, async (tx) => {
      requireOrganizationUser(caller, organizationId);
      const invitation = await tx.getRepository(Invitation).findOneBy({ organizationId, email });
      if (!invitation) return null;
      requireOrganizationAdmin(caller, organizationId);
      this.requireOwner(caller, organizationId, invitation.role);
      await tx.delete(Invitation, { organizationId, email });
      const record = { organizationId, action: 'user.invitation_withdrawn', kind: 'user', id: 'invitation' } as const;
      await this.audit.record(tx, caller, record);
      return inviteeOf(invitation);
    });
  }

  /** Owners are made and unmade by owners who signed in just now. */
  private requireOwner(caller: UserPrincipal, organizationId: string, role: Role): void {
    if (role !== 'owner') return;
    if (caller.roles.get(organizationId) !== 'owner') throw ownerRequired();
    requireRecentSignIn(caller, this.clock.nowMs());
  }

  private async keepAnOwner(tx: Tx, leaving: Membership): Promise<void> {
    if (leaving.role !== 'owner' || leaving.disabled) return;
    const owners = await tx
      .getRepository(Membership)
      .countBy({ organizationId: leaving.organizationId, role: 'owner', disabled: false });
    if (owners <= 1) throw lastOwner();
  }
}

/** What identifies a colleague, invitations included. */
export const nameOf = (colleague: OrganizationUser): string => colleague.userId ?? colleague.email!;

function whoIs(named: string): FindOptionsWhere<User> {
  if (named.includes('@')) return { email: named.toLowerCase() };
  return isUuid(named) ? { userId: named } : { uid: named };
}

function alreadyThere(constraint: string): (error: unknown) => never {
  return (error) => {
    if (isUniqueViolation(error, constraint))
      throw new Problem('conflict', 'user_exists', 'This person belongs to the organization already.');
    throw error;
  };
}

function colleagueOf(
  membership: Pick<Membership, 'userId' | 'role' | 'disabled' | 'createdAt'>,
  user: User,
): OrganizationUser {
  const { userId, role, disabled, createdAt } = membership;
  return { userId, uid: user.uid, email: user.email, name: user.name, role, disabled, createdAt };
}

function inviteeOf(invitation: Pick<Invitation, 'email' | 'role' | 'createdAt'>): OrganizationUser {
  return {
    userId: null,
    uid: null,
    name: null,
    disabled: false,
    ...{ email: invitation.email, role: invitation.role, createdAt: invitation.createdAt },
  };
}
