/** An organization's name and settings, and ending the sign-ins of its people. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Notifications } from '#platform/notifications';
import { problem } from '#platform/problems';
import { Audit } from '../audit/audit.service.js';
import type { KeyPrincipal, Role, UserPrincipal } from '../principal/principal.js';
import { requireOrganizationAdmin, requireOrganizationUser } from '../principal/organization-role.policy.js';
import { ownerRequired } from '../principal/principal.errors.js';
import type { PatchOrganization } from './organizations.dto.js';
import { secondFactorNeeded } from './tenancy.errors.js';
import { Membership, Organization } from './tenancy.entity.js';

export interface OrganizationAndRole {
  organization: Organization;
  /** null for a key. */
  role: Role | null;
}

@Injectable()
export class OrganizationSettings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  get(caller: UserPrincipal | KeyPrincipal, organizationId: string): Promise<OrganizationAndRole> {
    requireReader(caller, organizationId);
    return this.database.readOnly(caller, async (tx) => ({
      organization: await this.find(tx, organizationId),
      role: roleOf(caller, organizationId),
    }));
  }

  /** A second factor is asked of everybody by an owner who has shown one. */
  patch(caller: UserPrincipal, organizationId: string, input: PatchOrganization): Promise<OrganizationAndRole> {
    return this.database.tenantTransaction(caller, async (tx) => {
      requireOrganizationAdmin(caller, organizationId);
      const organization = await this.find(tx, organizationId);
      const { key_max_age_days: maxAgeDays, require_mfa: requireMfa } = input.settings ?? {};
      const role = caller.roles.get(organizationId)!;
      if (requireMfa !== undefined && requireMfa !== organization.requireMfa) {
        if (role !== 'owner') throw ownerRequired();
        if (requireMfa && !caller.secondFactor) throw secondFactorNeeded();
      }
      if (input.name !== undefined) organization.name = input.name;
      if (maxAgeDays !== undefined) organization.keyMaxAgeDays = maxAgeDays;
      if (requireMfa !== undefined) organization.requireMfa = requireMfa;
      await tx.update(Organization, { organizationId }, organization);
      if (maxAgeDays !== undefined) await this.setRotation(tx, organizationId, maxAgeDays);
      const details = { fields: [...Object.keys(input), ...Object.keys(input.settings ?? {})] };
      const entry = {
        organizationId,
        action: 'organization.updated',
        kind: 'organization',
        id: organizationId,
        details,
      };
      await this.audit.record(tx, caller, entry);
      return { organization, role };
    });
  }

  /** Tokens of earlier sign-ins are refused from now on, in every process: memberships are read anew for every request. */
  async signOut(caller: UserPrincipal, organizationId: string, userId: string): Promise<{ userId: string; at: Date }> {
    const at = this.clock.now();
    await this.database.tenantTransaction(caller, async (tx) => {
      requireOrganizationUser(caller, organizationId);
      const member = await tx.getRepository(Membership).findOneBy({ organizationId, userId });
      if (!member) throw problem.notFound();
      requireOrganizationAdmin(caller, organizationId);
      if (member.role === 'owner' && caller.roles.get(organizationId) !== 'owner') throw ownerRequired();
      await this.audit.record(tx, caller, { organizationId, action: 'user.signed_out', kind: 'user', id: userId });
    });
    await this.database.systemTransaction('end the sign-ins of a person', (tx) =>
      tx.query('UPDATE users SET signed_out_at = $2 WHERE user_id = $1', [userId, at]),
    );
    return { userId, at };
  }

  private async find(tx: Tx, organizationId: string): Promise<Organization> {
    const organization = await tx.getRepository(Organization).findOneBy({ organizationId });
    if (!organization) throw problem.notFound();
    return organization;
  }

  private async setRotation(tx: Tx, organizationId: string, maxAgeDays: number | null): Promise<void> {
    await tx.query(
      `UPDATE api_keys SET rotation_due_at = created_at + make_interval(days => $2), rotation_announced_at = NULL
       WHERE organization_id = $1 AND revoked_at IS NULL`,
      [organizationId, maxAgeDays],
    );
    await Notifications.publish(tx, 'api-key', organizationId);
  }
}

function requireReader(caller: UserPrincipal | KeyPrincipal, organizationId: string): void {
  if (caller.kind === 'user') requireOrganizationUser(caller, organizationId);
  else if (caller.organizationId !== organizationId) throw problem.notFound();
}

function roleOf(caller: UserPrincipal | KeyPrincipal, organizationId: string): Role | null {
  return caller.kind === 'user' ? caller.roles.get(organizationId)! : null;
}
