/** Every field that a rule may ask about: its type decides which operators and values fit, its reader finds it in the facts. */
import { isUuid } from '#platform/ids';
import type { ListType } from '../lists/list.entity.js';
import { canonicalAddress } from '../lists/list-value.policy.js';
import type { RuleInputs, Operator, Scalar, Signals } from './rules.types.js';

/** `any`: free metadata, whose values are text, numbers or booleans. */
export type Kind = 'text' | 'number' | 'boolean' | 'choice' | 'id' | 'address' | 'any';

export interface Field {
  name: string;
  kind: Kind;
  choices?: readonly string[];
  /** Lists of this type can be asked for it. */
  list?: ListType;
  /** Undefined or null: it is not there, and only `exists` has something to say. */
  read(facts: RuleInputs): unknown;
}

const OPERATORS_OF: Record<Kind, readonly Operator[]> = {
  text: ['equals', 'not_equals', 'in', 'not_in', 'contains', 'starts_with', 'exists'],
  number: ['equals', 'not_equals', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'between', 'exists'],
  boolean: ['equals', 'not_equals', 'exists'],
  choice: ['equals', 'not_equals', 'in', 'not_in', 'exists'],
  id: ['equals', 'not_equals', 'in', 'not_in', 'exists'],
  address: ['equals', 'not_equals', 'in', 'not_in', 'starts_with', 'exists'],
  any: [
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
  ],
};

const OUTCOMES = ['matched', 'not_matched', 'ambiguous', 'low_quality', 'liveness_failed'];
export const SIGNALS = [
  'near_miss',
  'new_device_for_member',
  'replayed_capture',
  'off_hours',
  'impossible_travel',
  'clock_untrusted',
  'repeated_failures',
] as const;

const field = (name: string, kind: Kind, read: Field['read'], more: Partial<Field> = {}): Field => ({
  name,
  kind,
  read,
  ...more,
});

const PLAIN: readonly Field[] = [
  field('operation', 'choice', (f) => f.operation, { choices: ['identify', 'verify'] }),
  field('result', 'choice', (f) => f.result, { choices: OUTCOMES }),
  field('hand', 'choice', (f) => f.hand, { choices: ['left', 'right', 'unknown'] }),
  field('quality', 'number', (f) => f.quality),
  field('confidence', 'number', (f) => f.confidence),
  field('member.id', 'id', (f) => f.member?.id, { list: 'member' }),
  field('member.external_id', 'text', (f) => f.member?.externalId, { list: 'external_id' }),
  field('member.status', 'choice', (f) => f.member?.status, { choices: ['active', 'disabled'] }),
  field('member.enrolled_days', 'number', (f) => f.member?.enrolledDays),
  field('member.scan_count_24h', 'number', (f) => f.member?.scanCount24h),
  field('source.ip', 'address', (f) => f.sourceIp, { list: 'ip' }),
  field('device.id', 'id', (f) => f.device?.id, { list: 'device' }),
  field('device.mode', 'choice', (f) => f.device?.mode, { choices: ['standard', 'demo'] }),
  field('time.hour', 'number', (f) => f.time.hour),
  field('time.weekday', 'number', (f) => f.time.weekday),
  field('time.zone', 'text', (f) => f.time.zone),
  field('velocity.member_5m', 'number', (f) => f.member?.scanCount5m),
  field('velocity.device_1m', 'number', (f) => f.device?.scanCount1m),
  ...SIGNALS.map((name: keyof Signals) => field(`signals.${name}`, 'boolean', (f) => f.signals[name])),
  field('transaction.type', 'choice', (f) => f.transaction?.type, {
    choices: ['payment', 'access', 'check_in', 'custom'],
  }),
  field('transaction.status', 'text', (f) => f.transaction?.status),
  field('transaction.amount_minor', 'number', (f) => f.transaction?.amountMinor),
  field('transaction.currency', 'text', (f) => f.transaction?.currency),
  field('transaction.reference', 'text', (f) => f.transaction?.reference),
  field('transaction.age_minutes', 'number', (f) => f.transaction?.ageMinutes),
];
const BY_NAME = new Map(PLAIN.map((one) => [one.name, one]));

const MAX_KEY = 64;
const FREE: readonly [prefix: string, read: (facts: RuleInputs) => Record<string, unknown> | undefined][] = [
  ['member.metadata.', (f) => f.member?.metadata],
  ['device.metadata.', (f) => f.device?.metadata],
  ['transaction.metadata.', (f) => f.transaction?.metadata],
];

/** What a rule may ask about, for the documentation. */
export const FIELD_NAMES: readonly string[] = [
  ...PLAIN.map(({ name }) => name),
  ...FREE.map(([prefix]) => `${prefix}<key>`),
];

/** @returns null for a name that is no field */
export function fieldOf(name: string): Field | null {
  const plain = BY_NAME.get(name);
  if (plain) return plain;
  for (const [prefix, read] of FREE) {
    if (!name.startsWith(prefix)) continue;
    const key = name.slice(prefix.length);
    if (key.length === 0 || key.length > MAX_KEY) return null;
    return field(name, 'any', (facts) => {
      const free = read(facts);
      return free && Object.hasOwn(free, key) ? free[key] : undefined;
    });
  }
  return null;
}

export const operatorsOf = (kind: Kind): readonly Operator[] => OPERATORS_OF[kind];

/** Which values a field of that kind is compared with, in words, or null when this one fits. */
export function misfit({ kind, choices }: Field, value: unknown): string | null {
  switch (kind) {
    case 'number':
      return isNumber(value) ? null : 'a number';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'choice':
      return choices!.includes(value as string) ? null : `one of ${choices!.join(', ')}`;
    case 'id':
      return isUuid(value) ? null : 'a UUID in lower case';
    case 'address':
      return typeof value === 'string' && canonicalAddress(value) === value
        ? null
        : 'an IP address in its canonical form';
    case 'text':
      return isText(value) ? null : 'text of at most 500 characters';
    case 'any':
      return isScalar(value) ? null : 'text, a number, true or false';
  }
}

const MAX_TEXT = 500;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT;
export const isScalar = (value: unknown): value is Scalar =>
  isNumber(value) || typeof value === 'boolean' || isText(value);
