/** Errors of the transactions module. */
import { Problem } from '#platform/problems';

/** The same words for every reason, and for a scan that is another person's. */
export const scanNotUsable = () =>
  new Problem(
    'conflict',
    'scan_not_usable',
    'A transaction needs a matched scan of the last 5 minutes that was not used before.',
    {
      field: 'scan_id',
    },
  );
