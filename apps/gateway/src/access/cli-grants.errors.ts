/** What a program hears that polls, and a person who is too late. Polls carry the code as `status` beside `error`. */
import { Problem } from '#platform/problems';

export const grantExpired = () => new Problem('gone', 'expired', 'The code has expired; start over.');
export const grantConsumed = () =>
  new Problem('gone', 'consumed', 'The key was delivered already; start over if it is lost.');
export const grantDenied = () => new Problem('forbidden', 'denied', 'The request was denied.');
export const slowDown = (intervalS: number) =>
  new Problem('exhausted', 'slow_down', `Ask every ${intervalS} seconds.`, {
    details: { retry_after_s: intervalS, interval: intervalS },
    beside: { interval: intervalS },
  });
export const grantDecided = () => new Problem('conflict', 'grant_decided', 'This code was approved or denied already.');
