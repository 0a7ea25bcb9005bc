/** What a rule says, and what it is asked about. */
import type { Member } from '../members/member.entity.js';
import type { ScanOutcome, Verdict } from '../scans/scan-result.entity.js';
import type { TraceGate } from '../scans/scan-result.entity.js';
import type { Project } from '../tenancy/tenancy.entity.js';

export const OPERATORS = [
  ...([
    'equals',
    'not_equals',
    'in',
    'not_in',
    'gt',
    'gte',
    'lt',
    'lte',
    'contains',
    'starts_with',
    'exists',
    'between',
  ] as const),
] as const;
export type Operator = (typeof OPERATORS)[number];

export type Scalar = string | number | boolean;

export interface ListName {
  list: string;
}

export interface Leaf {
  field: string;
  operator: Operator;
  value: Scalar | Scalar[] | ListName;
}

export interface ConditionTree {
  operator: 'AND' | 'OR';
  rules: (Leaf | ConditionTree)[];
}

export const isTree = (node: Leaf | ConditionTree): node is ConditionTree => 'rules' in node;

export type SideEffect =
  | { type: 'add_to_list' | 'remove_from_list'; list: string }
  | { type: 'emit_webhook'; label?: string }
  | { type: 'disable_member' };

/** An identify or verify attempt, before it is written down. */
export interface Attempt {
  project: Project;
  operation: 'identify' | 'verify';
  result: ScanOutcome;
  /** Whom the palm was found to be; null unless `matched`. */
  member: Member | null;
  /** The member, recognised or only named, is disabled. */
  barred: boolean;
  hand: string;
  quality: number | null;
  confidence: number | null;
  deviceId: string | null;
  sourceIp: string | null;
  offline: boolean;
  capturedAt: Date;
  /** A time of the terminal's that cannot be. */
  claimedCapturedAt?: Date | null;
  /** The least distance that was found, and among how many palms. */
  nearest: { distance: number; searched: number } | null;
  /** The caller failed too often with this member within an hour. */
  repeatedFailures?: boolean;
  /** The normalised picture of the palm, when there was one. */
  roi: Uint8Array | null;
}

export interface Decision {
  verdict: Verdict | null;
  matchedRuleId: string | null;
  signals: Partial<Signals>;
  /** For the scan's trace: what was asked and how it ended. */
  gate: TraceGate | null;
  /** What follows once the scan is written down. */
  consequences: Consequences;
}

export interface Consequences {
  project: Project;
  member: Member | null;
  sourceIp: string | null;
  /** The live rule that decided. */
  decidedBy: { ruleId: string; verdict: Verdict; sideEffects: SideEffect[] } | null;
  /** Monitored rules that would have matched. */
  watched: string[];
}

export interface Signals {
  near_miss: boolean;
  new_device_for_member: boolean;
  replayed_capture: boolean;
  off_hours: boolean;
  impossible_travel: boolean;
  clock_untrusted: boolean;
  repeated_failures: boolean;
}

type Metadata = Record<string, unknown>;

/** Everything that a rule can ask about, as known when the attempt is judged. */
export interface RuleInputs {
  operation: string;
  result: string;
  hand: string;
  quality: number | null;
  confidence: number | null;
  member: {
    id: string;
    externalId: string | null;
    status: string;
    metadata: Metadata;
    /** Whole days since the oldest palm was enrolled. */
    enrolledDays: number | null;
    scanCount24h: number;
    scanCount5m: number;
  } | null;
  sourceIp: string | null;
  device: { id: string; mode: string; metadata: Metadata; scanCount1m: number } | null;
  time: { hour: number; weekday: number; zone: string };
  signals: Signals;
  /** The member's latest transaction. */
  transaction: LatestTransaction | null;
}

export interface LatestTransaction {
  type: string;
  status: string;
  amountMinor: number | null;
  currency: string | null;
  reference: string | null;
  metadata: Metadata;
  /** Whole minutes since it happened. */
  ageMinutes: number;
}
