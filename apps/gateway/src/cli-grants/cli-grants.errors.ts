/** What a program hears that polls, and a person who is too late. Polls carry `status` beside `error`. */
import { Problem, problem } from '#platform/problems';

export const unknownDeviceCode = () =>
  new Problem('not-found', 'not_found', problem.notFound().message, { beside: { status: 'not_found' } });
export const grantExpired = () =>
  new Problem('gone', 'expired', 'The code has expired; start over.', { beside: { status: 'expired' } });
export const grantConsumed = () =>
  new Problem('gone', 'consumed', 'The key was delivered already; start over if it is lost.', {
    beside: { status: 'consumed' },
  });
export const grantDenied = () =>
  new Problem('forbidden', 'denied', 'The request was denied.', { beside: { status: 'denied' } });
export const slowDown = (intervalS: number) =>
  new Problem('exhausted', 'slow_down', `Ask every ${intervalS} seconds.`, {
    details: { retry_after_s: intervalS, interval: intervalS },
    beside: { status: 'slow_down', interval: intervalS },
  });
export const grantDecided = () => new Problem('conflict', 'grant_decided', 'This code was approved or denied already.');
