import { IsIn, IsOptional } from 'class-validator';
import { IsInstant } from '#platform/http';
import { IsTimeZone } from '../tenancy/time-zone.js';

export const SCAN_GROUPS = [
  'verdict',
  'result',
  'operation',
  'device',
  'site',
  'country',
  'model',
  'app_version',
  'hour',
  'day',
  'week',
] as const;
export const SIGNAL_GROUPS = ['signal', 'day', 'week'] as const;
export const SIGNALS = [
  'near_miss',
  'new_device_for_member',
  'repeated_failures',
  'replayed_capture',
  'off_hours',
  'impossible_travel',
  'clock_untrusted',
] as const;
export const VERDICTS = ['allow', 'challenge', 'block'] as const;
export const RESULTS = [
  'matched',
  'not_matched',
  'ambiguous',
  'duplicate',
  'low_quality',
  'liveness_failed',
  'error',
] as const;
export const OPERATIONS = ['identify', 'verify', 'enroll'] as const;

class TimeSpanQuery {
  /** From this moment on. */
  @IsInstant() from: string;
  /** Up to, and without, this moment. */
  @IsInstant() to: string;
  /** IANA time zone of days, weeks and hours; default UTC. */
  @IsOptional() @IsTimeZone() tz?: string;
}

export class ScanAnalyticsQuery extends TimeSpanQuery {
  /** Default `verdict`. */
  @IsOptional() @IsIn(SCAN_GROUPS) group_by?: (typeof SCAN_GROUPS)[number];
  /** Only scans with this verdict. */
  @IsOptional() @IsIn(VERDICTS) verdict?: (typeof VERDICTS)[number];
  /** Only scans with this result; not with `group_by=device`. */
  @IsOptional() @IsIn(RESULTS) result?: (typeof RESULTS)[number];
  /** Only scans of this operation; not with `group_by=device`. */
  @IsOptional() @IsIn(OPERATIONS) operation?: (typeof OPERATIONS)[number];
}

export class SignalAnalyticsQuery extends TimeSpanQuery {
  /** Default `signal`. */
  @IsOptional() @IsIn(SIGNAL_GROUPS) group_by?: (typeof SIGNAL_GROUPS)[number];
  /** Only this one. */
  @IsOptional() @IsIn(SIGNALS) signal?: (typeof SIGNALS)[number];
}
