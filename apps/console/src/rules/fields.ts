/** The fields that conditions may use, for the editor's menus; the gateway checks them again. */

export type Kind = 'text' | 'number' | 'boolean' | 'choice' | 'id' | 'address' | 'any';
export type ListType = 'member' | 'device' | 'ip' | 'external_id';

export interface Field {
  name: string;
  kind: Kind;
  choices?: readonly string[];
  list?: ListType;
}

const MEMBERSHIP = ['equals', 'not_equals', 'in', 'not_in'] as const;
const ORDER = ['gt', 'gte', 'lt', 'lte', 'between'] as const;

export const OPERATORS_OF: Record<Kind, readonly string[]> = {
  text: [...MEMBERSHIP, 'contains', 'starts_with', 'exists'],
  number: [...MEMBERSHIP, ...ORDER, 'exists'],
  boolean: ['equals', 'not_equals', 'exists'],
  choice: [...MEMBERSHIP, 'exists'],
  id: [...MEMBERSHIP, 'exists'],
  address: [...MEMBERSHIP, 'starts_with', 'exists'],
  any: [...MEMBERSHIP, ...ORDER, 'contains', 'starts_with', 'exists'],
};

export const FIELDS: readonly Field[] = [
  { name: 'operation', kind: 'choice', choices: ['identify', 'verify'] },
  {
    name: 'result',
    kind: 'choice',
    choices: ['matched', 'not_matched', 'ambiguous', 'low_quality', 'liveness_failed'],
  },
  { name: 'hand', kind: 'choice', choices: ['left', 'right', 'unknown'] },
  { name: 'quality', kind: 'number' },
  { name: 'confidence', kind: 'number' },
  { name: 'member.id', kind: 'id', list: 'member' },
  { name: 'member.external_id', kind: 'text', list: 'external_id' },
  { name: 'member.status', kind: 'choice', choices: ['active', 'disabled'] },
  { name: 'member.enrolled_days', kind: 'number' },
  { name: 'member.scan_count_24h', kind: 'number' },
  { name: 'source.ip', kind: 'address', list: 'ip' },
  { name: 'device.id', kind: 'id', list: 'device' },
  { name: 'device.mode', kind: 'choice', choices: ['standard', 'demo'] },
  { name: 'time.hour', kind: 'number' },
  { name: 'time.weekday', kind: 'number' },
  { name: 'time.zone', kind: 'text' },
  { name: 'velocity.member_5m', kind: 'number' },
  { name: 'velocity.device_1m', kind: 'number' },
  { name: 'signals.near_miss', kind: 'boolean' },
  { name: 'signals.new_device_for_member', kind: 'boolean' },
  { name: 'signals.replayed_capture', kind: 'boolean' },
  { name: 'signals.off_hours', kind: 'boolean' },
  { name: 'signals.impossible_travel', kind: 'boolean' },
  { name: 'transaction.type', kind: 'choice', choices: ['payment', 'access', 'check_in', 'custom'] },
  { name: 'transaction.status', kind: 'text' },
  { name: 'transaction.amount_minor', kind: 'number' },
  { name: 'transaction.currency', kind: 'text' },
  { name: 'transaction.reference', kind: 'text' },
  { name: 'transaction.age_minutes', kind: 'number' },
];

/** Their keys are the tenant's: `member.metadata.team`. */
export const FREE_PREFIXES = ['member.metadata.', 'device.metadata.', 'transaction.metadata.'] as const;

export const fieldOf = (name: string): Field | undefined =>
  FIELDS.find((field) => field.name === name) ??
  (FREE_PREFIXES.some((prefix) => name.startsWith(prefix)) ? { name, kind: 'any' } : undefined);
