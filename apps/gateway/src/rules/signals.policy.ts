/** What is noticed about a scan, whatever the rules say; docs/signals.md says the same in words. */
import { falseMatchRate } from '#palm';
import type { Attempt, Signals } from './rules.types.js';

/** A refused palm is a near miss when at most this share of non-mated probes would come as near to any palm searched. */
export const NEAR_MISS_CHANCE = 0.05;
/** A device is new for a member who was not there for so long, but elsewhere. */
export const NEW_DEVICE_MS = 90 * 86_400_000;
/** The same picture within this time is a replay. */
export const REPLAY_MS = 30 * 86_400_000;
/** Local hours of the project: from ten in the evening until before six. */
export const OFF_HOURS = { from: 22, to: 6 } as const;
/** Faster than an airliner between two devices that are not in one place. */
export const TRAVEL_LIMITS = { withinMs: 24 * 3_600_000, leastKm: 50, mostKmPerHour: 900 } as const;

const EARTH_RADIUS_KM = 6371;
const HOUR_MS = 3_600_000;

export interface Place {
  latitude: number;
  longitude: number;
}

export interface DetectedSignals {
  /** Scans of this very picture, this one included. */
  timesSeen: number;
  /** Null without a member or without a device. */
  memberHere: { before: boolean; elsewhere: boolean } | null;
  localHour: number;
  journey: { from: Place; to: Place; tookMs: number } | null;
}

export function signalsOf(
  attempt: Pick<Attempt, 'result' | 'nearest' | 'claimedCapturedAt' | 'repeatedFailures'>,
  noticed: DetectedSignals,
): Signals {
  return {
    near_miss: isNearMiss(attempt),
    new_device_for_member: noticed.memberHere !== null && !noticed.memberHere.before && noticed.memberHere.elsewhere,
    replayed_capture: noticed.timesSeen > 1,
    off_hours: noticed.localHour >= OFF_HOURS.from || noticed.localHour < OFF_HOURS.to,
    impossible_travel: noticed.journey !== null && isImpossible(noticed.journey),
    clock_untrusted: (attempt.claimedCapturedAt ?? null) !== null,
    repeated_failures: attempt.repeatedFailures ?? false,
  };
}

function isNearMiss({ result, nearest }: Pick<Attempt, 'result' | 'nearest'>): boolean {
  if (result === 'ambiguous') return true;
  if (result !== 'not_matched' || nearest === null) return false;
  return falseMatchRate(nearest.distance) * Math.max(1, nearest.searched) <= NEAR_MISS_CHANCE;
}

function isImpossible({ from, to, tookMs }: NonNullable<DetectedSignals['journey']>): boolean {
  const km = distanceKm(from, to);
  if (km < TRAVEL_LIMITS.leastKm || tookMs > TRAVEL_LIMITS.withinMs) return false;
  return km > (TRAVEL_LIMITS.mostKmPerHour * Math.max(tookMs, 0)) / HOUR_MS;
}

/** Great circle, by the haversine formula. */
export function distanceKm(a: Place, b: Place): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(rad(to - from) / 2) ** 2;
  const h =
    half(a.latitude, b.latitude) +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Where a device says it stands: `latitude` and `longitude` of its metadata, in degrees. */
export function placeOf(metadata: Record<string, unknown> | null | undefined): Place | null {
  const { latitude, longitude } = metadata ?? {};
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
