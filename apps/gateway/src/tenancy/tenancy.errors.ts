/** Refusals of organizations, environments and projects. */
import { Problem } from '#platform/problems';

export const lastOwner = () => new Problem('conflict', 'last_owner', 'An organization keeps at least one owner.');
export const notTenantManaged = () =>
  new Problem(
    'forbidden',
    'not_tenant_managed',
    'Members and palms of this project are managed by the operator of its environment.',
  );
export const environmentFixed = () =>
  new Problem('conflict', 'environment_fixed', 'The environment of a project is set once.');
export const noEnvironment = () =>
  new Problem(
    'conflict',
    'project_has_no_environment',
    'Server lookup needs an environment; set environment_id first.',
  );
export const lookupDisallowed = () =>
  new Problem(
    'conflict',
    'environment_disallows_server_lookup',
    'The environment of this project does not allow server lookup.',
  );
export const creationByInvitation = () =>
  new Problem('forbidden', 'organization_creation_closed', 'Organizations are created by invitation on this gateway.');
/** The same code: what differs is what to do about it. */
export const noOwnerYet = () =>
  new Problem(
    'forbidden',
    'organization_creation_closed',
    'This gateway has no owner yet. Its operator names one beside the gateway: thenar bootstrap --owner MAIL --organization NAME',
  );
export const signedOut = () =>
  new Problem('unauthenticated', 'invalid_token', 'The sign-in behind this token was ended; sign in again.');
export const secondFactorNeeded = () =>
  new Problem('forbidden', 'mfa_required', 'Sign in with a second factor before asking it of everybody.');
