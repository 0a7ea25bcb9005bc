/** When a capture was taken, from what a terminal says of it: its own stopwatch before its own clock, and ours when neither can be. */

/** What a terminal says. */
export interface CaptureClaim {
  /** Since the capture, by a clock that nobody sets; null when it was not sent. */
  ageMs: number | null;
  /** By the terminal's local clock; null when it was not sent. */
  capturedAt: Date | null;
  /** That clock minus ours, as the request's proof shows it. */
  skewMs: number;
}

export interface CaptureTime {
  /** What counts: the claim, or the arrival when the claim cannot be. */
  capturedAt: Date;
  /** The claim that is not trusted, as it was made. */
  claimedAt: Date | null;
}

const MAX_AHEAD_MS = 5 * 60_000;
const MAX_AGE_MS = 30 * 86_400_000;
/** Smaller differences are the network's. */
const MIN_SKEW_MS = 5_000;
/** PostgreSQL and RFC 3339 can say these. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(9999, 11, 31);

export function captureTimeOf(claim: CaptureClaim, at: { arrival: Date; registeredAt: Date }): CaptureTime {
  const { arrival } = at;
  const claimed = claimsOf(claim, arrival);
  if (claimed.length === 0) return { capturedAt: arrival, claimedAt: null };
  const trusted = claimed.find((time) => isPossible(time, at));
  return trusted ? { capturedAt: trusted, claimedAt: null } : { capturedAt: arrival, claimedAt: claimed.at(-1)! };
}

/**
 * The best reading first. A clock may have been set between the capture and now: then the time as it stood on it is the
 * better one, where correcting it leads to a time that cannot be.
 */
function claimsOf({ ageMs, capturedAt, skewMs }: CaptureClaim, arrival: Date): Date[] {
  if (ageMs !== null) return [within(arrival.getTime() - ageMs)];
  if (capturedAt === null) return [];
  const isSkewed = Number.isFinite(skewMs) && Math.abs(skewMs) > MIN_SKEW_MS;
  return isSkewed ? [within(capturedAt.getTime() - skewMs), capturedAt] : [capturedAt];
}

function isPossible(time: Date, { arrival, registeredAt }: { arrival: Date; registeredAt: Date }): boolean {
  const earliestMs = Math.max(registeredAt.getTime(), arrival.getTime() - MAX_AGE_MS);
  return time.getTime() >= earliestMs && time.getTime() <= arrival.getTime() + MAX_AHEAD_MS;
}

const within = (ms: number): Date => new Date(Math.min(LATEST_MS, Math.max(EARLIEST_MS, Math.round(ms))));
