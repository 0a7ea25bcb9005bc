/** What a user's role in an organization, and the sign-in behind it, allow. */
import { problem } from '#platform/problems';
import type { KeyPrincipal, UserPrincipal } from './principal.js';
import { adminRequired, mfaRequired, stepUpRequired } from './principal.errors.js';

/** A sign-in is fresh enough for acts that cannot be taken back. */
export const STEP_UP_MAX_AGE_S = 300;

/** @throws Problem `not_found` when the user does not belong to the organization, `mfa_required` */
export function requireOrganizationUser(user: UserPrincipal, organizationId: string): void {
  if (!user.roles.has(organizationId)) throw problem.notFound();
  if (user.mfaMissing.has(organizationId)) throw mfaRequired();
}

/** @throws Problem `not_found` as above, `admin_required` for a viewer */
export function requireOrganizationAdmin(user: UserPrincipal, organizationId: string): void {
  requireOrganizationUser(user, organizationId);
  if (user.roles.get(organizationId) === 'viewer') throw adminRequired();
}

/** An admin, or a key of the organization, whose scope was checked before. */
export function requireOrganizationManager(caller: UserPrincipal | KeyPrincipal, organizationId: string): void {
  if (caller.kind === 'user') return requireOrganizationAdmin(caller, organizationId);
  if (caller.organizationId !== organizationId || caller.projectIds !== null) throw problem.notFound();
}

/** @throws Problem `step_up_required` when the sign-in is older than five minutes; keys have no sign-in */
export function requireRecentSignIn(caller: { kind: string; signedInMs?: number }, nowMs: number): void {
  if (caller.kind !== 'user') return;
  if (nowMs - (caller.signedInMs ?? 0) > STEP_UP_MAX_AGE_S * 1000) throw stepUpRequired(STEP_UP_MAX_AGE_S);
}
