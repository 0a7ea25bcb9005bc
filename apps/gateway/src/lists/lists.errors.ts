/** Errors of the lists module. */
import { Problem } from '#platform/problems';

export const MAX_LISTS = 200;
export const MAX_ENTRIES = 1_000_000;

export const listNameTaken = () =>
  new Problem('conflict', 'list_name_taken', 'Another list of this project has this name.', { field: 'name' });
export const listLimitReached = () =>
  new Problem('conflict', 'list_limit_reached', `A project has at most ${MAX_LISTS} lists.`, {
    details: { limit: MAX_LISTS },
  });
export const listFull = () =>
  new Problem('conflict', 'list_full', `A list has at most ${MAX_ENTRIES} entries.`, {
    details: { limit: MAX_ENTRIES },
  });

/** @param details every bad value, first one first */
export const badEntries = (details: { field: string; message: string }[]) =>
  new Problem('invalid', 'validation_error', details[0]!.message, { field: details[0]!.field, details });
