/** Errors of the devices module. */
import { Problem } from '#platform/problems';

export const codeNotFound = () =>
  new Problem('not-found', 'registration_code_not_found', 'No terminal shows this code.');
export const codeExpired = () =>
  new Problem('gone', 'registration_code_expired', 'This code has expired; the terminal shows a new one.');
export const codeUsed = () => new Problem('conflict', 'registration_code_used', 'This code was used already.');
export const registeredElsewhere = () =>
  new Problem(
    'conflict',
    'device_registered_elsewhere',
    'This terminal belongs to another project until it is decommissioned or replaced there.',
  );
export const tooManyAttempts = (retryAfterS: number) =>
  new Problem('exhausted', 'too_many_attempts', 'Too many wrong codes; try again later.', {
    details: { retry_after_s: retryAfterS },
  });
export const demoNeedsSandbox = () =>
  new Problem('forbidden', 'sandbox_required', 'Demo mode is for devices of sandboxes.');
export const decommissioned = () => new Problem('gone', 'device_decommissioned', 'This device was decommissioned.');
export const registrationExpired = () =>
  new Problem('gone', 'expired', 'The registration has expired; start a new one.');
export const slowDown = (intervalS: number) =>
  new Problem('exhausted', 'slow_down', 'Polling too fast.', {
    details: { retry_after_s: intervalS, interval: intervalS },
  });
