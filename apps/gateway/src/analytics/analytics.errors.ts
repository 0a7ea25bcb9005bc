/** Refusals of the analytics room. */
import { problem } from '#platform/problems';

export const MOST_BUCKETS = 10_000;

export const endsBeforeItBegins = () => problem.invalid('to', 'to must be after from.');
export const tooManyBuckets = () =>
  problem.invalid('group_by', `This span has more than ${MOST_BUCKETS} of them; ask for a shorter one.`);
