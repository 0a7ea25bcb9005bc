/** Errors of the members module. */
import { Problem } from '#platform/problems';

export const externalIdTaken = () =>
  new Problem('conflict', 'external_id_taken', 'Another member of this project has this external_id.', {
    field: 'external_id',
  });
