/** Refusals about the role of a user. */
import { Problem } from '#platform/problems';

export const adminRequired = () =>
  new Problem('forbidden', 'admin_required', 'An owner or admin of the organization may do this.');
export const ownerRequired = () =>
  new Problem('forbidden', 'owner_required', 'Only an owner of the organization may do this.');
export const mfaRequired = () =>
  new Problem('forbidden', 'mfa_required', 'This organization asks for a second factor; sign in with one.');
export const stepUpRequired = (maxAgeS: number) =>
  new Problem('forbidden', 'step_up_required', 'Sign in again: this needs a sign-in of the last minutes.', {
    details: { max_age_s: maxAgeS },
  });
export const userRequired = () =>
  new Problem('forbidden', 'firebase_required', 'This needs a signed-in user (Firebase ID token).');
