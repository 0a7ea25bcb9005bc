/** Refusals of repeated requests. */
import { Problem, problem } from '#platform/problems';

export const unreadableKey = () =>
  problem.invalid('Idempotency-Key', 'Idempotency-Key is 1 to 255 visible ASCII characters, sent once.');
export const keyReused = () =>
  new Problem('conflict', 'idempotency_key_reused', 'This Idempotency-Key was used for another request.');
export const stillRunning = () =>
  new Problem('conflict', 'idempotency_in_progress', 'The request with this Idempotency-Key is still running.');

export const answerErased = () =>
  new Problem('gone', 'answer_erased', 'The request took effect; its answer was about a person who was erased since.');
