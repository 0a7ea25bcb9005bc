/** What a user's role in an organization allows. */
import { problem } from '#platform/problems';
import type { UserPrincipal } from './principal.js';
import { adminRequired } from './principal.errors.js';

/** @throws Problem `not_found` when the user does not belong to the organization */
export function requireOrganizationUser(user: UserPrincipal, organizationId: string): void {
  if (!user.roles.has(organizationId)) throw problem.notFound();
}

/** @throws Problem `not_found` as above, `admin_required` for a viewer */
export function requireOrganizationAdmin(user: UserPrincipal, organizationId: string): void {
  requireOrganizationUser(user, organizationId);
  if (user.roles.get(organizationId) === 'viewer') throw adminRequired();
}
