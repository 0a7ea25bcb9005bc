/** Refusals of the identification room. */
import { Problem } from '#platform/problems';

export const serverLookupDisabled = () =>
  new Problem('forbidden', 'server_lookup_disabled', 'Server lookup is not in force for this project.');
export const notEnrolled = () => new Problem('conflict', 'not_enrolled', 'This member has no palm of that hand.');
