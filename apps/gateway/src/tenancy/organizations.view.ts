import { listOf } from '#platform/http';
import type { Role } from '../principal/principal.js';
import type { Organization } from './tenancy.entity.js';

export class OrganizationSettingsView {
  /** Days after which a key is due for rotation. */
  key_max_age_days: number | null;
  require_mfa: boolean;
}

export class OrganizationView {
  organization_id: string;
  name: string;
  /** The caller's; null for a key. */
  role: 'owner' | 'admin' | 'viewer' | null;
  plan: string;
  settings: OrganizationSettingsView;
  created_at: string;

  static of({ organization, role }: { organization: Organization; role: Role | null }): OrganizationView {
    return {
      organization_id: organization.organizationId,
      name: organization.name,
      role,
      plan: organization.plan,
      settings: { key_max_age_days: organization.keyMaxAgeDays, require_mfa: organization.requireMfa },
      created_at: organization.createdAt.toISOString(),
    };
  }
}

export class OrganizationList extends listOf(OrganizationView) {}

/** A user of an organization, or an invitation that waits for its sign-in (`user_id` null). */
export interface OrganizationUser {
  userId: string | null;
  uid: string | null;
  email: string | null;
  name: string | null;
  role: Role;
  disabled: boolean;
  createdAt: Date;
}

export class OrganizationUserView {
  user_id: string | null;
  uid: string | null;
  email: string | null;
  name: string | null;
  role: 'owner' | 'admin' | 'viewer';
  status: 'active' | 'disabled' | 'invited';
  created_at: string;

  static of(colleague: OrganizationUser): OrganizationUserView {
    return {
      user_id: colleague.userId,
      uid: colleague.uid,
      email: colleague.email,
      name: colleague.name,
      role: colleague.role,
      status: colleague.userId === null ? 'invited' : colleague.disabled ? 'disabled' : 'active',
      created_at: colleague.createdAt.toISOString(),
    };
  }
}

export class OrganizationUserList extends listOf(OrganizationUserView) {}

export class SignedOutView {
  user_id: string;
  /** Tokens of sign-ins before this moment are refused. */
  signed_out_at: string;
}
