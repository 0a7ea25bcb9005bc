/** Refusals about the role of a user. */
import { Problem } from '#platform/problems';

export const adminRequired = () =>
  new Problem('forbidden', 'admin_required', 'An owner or admin of the organization may do this.');
export const ownerRequired = () =>
  new Problem('forbidden', 'owner_required', 'Only an owner of the organization may do this.');
