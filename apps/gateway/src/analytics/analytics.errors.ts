/** Errors of the analytics module. */
import { problem } from '#platform/problems';

export const MAX_BUCKETS = 10_000;

export const endsBeforeItBegins = () => problem.invalid('to', 'to must be after from.');
export const tooManyBuckets = () =>
  problem.invalid('group_by', `This span has more than ${MAX_BUCKETS} of them; ask for a shorter one.`);
export const notCountedByDevice = (field: string) =>
  problem.invalid(field, `${field} cannot be combined with group_by=device.`);
