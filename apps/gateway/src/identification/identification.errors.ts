/** Refusals of identification and of terminal scans. */
import { Problem } from '#platform/problems';

export const serverLookupDisabled = () =>
  new Problem('forbidden', 'server_lookup_disabled', 'Server lookup is not in force for this project.');
export const notEnrolled = () => new Problem('conflict', 'not_enrolled', 'This member has no palm of that hand.');
export const counterConflict = (lastCounter: number) =>
  new Problem('conflict', 'counter_conflict', 'This counter was used for another scan; go on above last_counter.', {
    details: { last_counter: lastCounter },
  });
export const scanRefConflict = () =>
  new Problem('conflict', 'scan_ref_conflict', 'This scan_ref was used for another scan.');
/** Sent as an item's error: the batch has taken its time. */
export const batchIsFull = () =>
  new Problem('unavailable', 'deferred', 'The batch takes too long; send this scan again in another one.');
