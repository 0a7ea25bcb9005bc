/** Refusals when keys are made. */
import { Problem } from '#platform/problems';

export const emptyScope = (field: string, message: string) => new Problem('invalid', 'empty_scope', message, { field });
export const unknownProject = () =>
  new Problem('invalid', 'unknown_project', 'project_ids names a project that this organization does not have.', {
    field: 'project_ids',
  });
export const modeMismatch = () =>
  new Problem('invalid', 'mode_mismatch', 'live keys are for production projects, test keys for sandboxes.', {
    field: 'mode',
  });
export const keyNotInForce = () =>
  new Problem('conflict', 'key_not_in_force', 'A revoked or expired key has no successor; create a new one.');
export const keySuperseded = () =>
  new Problem('conflict', 'key_superseded', 'This key has a successor already; reroll that one.');
