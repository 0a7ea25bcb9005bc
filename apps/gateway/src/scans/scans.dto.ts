import { IsIn, IsOptional, Length, Matches } from 'class-validator';
import { IsId, IsInstant, IsLine, IsNullable, pageQuery } from '#platform/http';

export const SCAN_OPERATIONS = ['identify', 'verify', 'enroll'] as const;
export const SCAN_OUTCOMES = [
  'matched',
  'not_matched',
  'ambiguous',
  'duplicate',
  'low_quality',
  'liveness_failed',
  'error',
] as const;
export const VERDICTS = ['allow', 'challenge', 'block'] as const;
export const SCAN_LABELS = ['correct', 'wrong_person', 'missed'] as const;

/** Which time a span of scans is about, and orders them. */
export const SCAN_TIMES = ['created_at', 'captured_at'] as const;
export type ScanTime = (typeof SCAN_TIMES)[number];

export class ListScans extends pageQuery([10, 10_000]) {
  /** Which time `start` and `end` are about, and orders the list; default `created_at`, when a scan reached the gateway. */
  @IsOptional() @IsIn(SCAN_TIMES) by?: ScanTime;
  /** From this moment on; default 30 days before `end`, or before now. */
  @IsOptional() @IsInstant() start?: string;
  /** Up to, and without, this moment. */
  @IsOptional() @IsInstant() end?: string;
  @IsOptional() @IsIn(SCAN_OPERATIONS) operation?: (typeof SCAN_OPERATIONS)[number];
  @IsOptional() @IsIn(SCAN_OUTCOMES) result?: (typeof SCAN_OUTCOMES)[number];
  @IsOptional() @IsId() device_id?: string;
  /** Scans of devices that stood here at the time. */
  @IsOptional() @IsId() site_id?: string;
  /** Scans at sites of this country at the time. */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be a code of two letters such as DE' })
  country?: string;
  /** Scans of devices of this model. */
  @IsOptional() @IsLine() @Length(1, 100) model?: string;
  /** Scans of devices that ran this version. */
  @IsOptional() @IsLine() @Length(1, 50) app_version?: string;
  /** Scans that identified this member: those that show its `member_id`. */
  @IsOptional() @IsId() member_id?: string;
  @IsOptional() @IsIn(VERDICTS) verdict?: (typeof VERDICTS)[number];
}

export class ListMemberScans extends pageQuery([10, 100]) {
  /** Which time `start` and `end` are about, and orders the list; default `created_at`. */
  @IsOptional() @IsIn(SCAN_TIMES) by?: ScanTime;
  /** Default: from the first. */
  @IsOptional() @IsInstant() start?: string;
  @IsOptional() @IsInstant() end?: string;
}

export class MemberSummaryQuery {
  /** Which time counts as first and last; default `created_at`, when a scan reached the gateway. */
  @IsOptional() @IsIn(SCAN_TIMES) by?: ScanTime;
}

export class LabelScan {
  /** What a person who looked into it says; null takes it back. */
  @IsNullable() @IsIn(SCAN_LABELS) label: (typeof SCAN_LABELS)[number] | null;
}
