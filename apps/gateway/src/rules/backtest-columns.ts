/** Every field again, as it can be read from what is written down: a scan of the past has its facts in rows. */
import { type Field, fieldOf } from './fields.js';
import { BrokenRule } from './compile.policy.js';

/** Parts of the statement that only some fields need. */
export type ColumnSource = 'members' | 'palms' | 'devices' | 'transactions' | 'member_5m' | 'member_24h' | 'device_1m';

export interface Column {
  field: Field;
  /** SQL over `s` (the scan), `m`, `p`, `d`, `t`; jsonb for free metadata, else text, float8 or boolean. */
  sql: string;
  needs: readonly ColumnSource[];
  /** What the result cannot know about this field. */
  caveat?: 'as_now' | 'signals' | 'counted';
}

const column = (sql: string, needs: readonly ColumnSource[] = [], caveat?: Column['caveat']) => ({
  sql,
  needs,
  ...(caveat ? { caveat } : {}),
});
const ofMember = (sql: string) => column(sql, ['members'], 'as_now');
const ofTransaction = (sql: string) => column(sql, ['transactions']);
/** Stored in four bytes; its text is the number that was meant. */
const real = (name: string) => column(`s.${name}::text::float8`);
const localPart = (part: string) => column(`extract(${part} FROM s.at AT TIME ZONE s.zone)::float8`);

const COLUMNS: Readonly<Record<string, Omit<Column, 'field'>>> = {
  operation: column('s.operation'),
  result: column('s.result'),
  hand: column('s.hand'),
  quality: real('quality'),
  confidence: real('confidence'),
  'member.id': column('s.known::text'),
  'member.external_id': ofMember('m.external_id'),
  'member.status': ofMember('m.status'),
  'member.enrolled_days': column(
    'CASE WHEN p.since <= s.at THEN floor(extract(epoch FROM s.at - p.since) / 86400)::float8 END',
    ['palms'],
    'as_now',
  ),
  'member.scan_count_24h': column(
    'CASE WHEN s.known IS NOT NULL THEN s.member_24h::float8 END',
    ['member_24h'],
    'counted',
  ),
  'source.ip': column(String.raw`regexp_replace(s.source_ip, '^::ffff:(?=\d+\.\d+\.\d+\.\d+$)', '')`),
  'device.id': column('s.device_id::text'),
  'device.mode': column(`CASE WHEN s.device_id IS NOT NULL THEN CASE WHEN s.demo THEN 'demo' ELSE 'standard' END END`),
  'time.hour': localPart('hour'),
  'time.weekday': localPart('isodow'),
  'time.zone': column('s.zone'),
  'velocity.member_5m': column('CASE WHEN s.known IS NOT NULL THEN s.member_5m::float8 END', ['member_5m'], 'counted'),
  'velocity.device_1m': column(
    'CASE WHEN s.device_id IS NOT NULL THEN s.device_1m::float8 END',
    ['device_1m'],
    'counted',
  ),
  'transaction.type': ofTransaction('t.type'),
  'transaction.status': ofTransaction('t.status'),
  'transaction.amount_minor': ofTransaction('t.amount_minor::float8'),
  'transaction.currency': ofTransaction('t.currency'),
  'transaction.reference': ofTransaction('t.reference'),
  'transaction.age_minutes': ofTransaction(
    'CASE WHEN t.occurred_at IS NOT NULL THEN greatest(0, floor(extract(epoch FROM s.at - t.occurred_at) / 60))::float8 END',
  ),
};

const FREE: readonly [prefix: string, of: (key: string) => Omit<Column, 'field'>][] = [
  ['signals.', (key) => column(`(s.signals ->> ${key})::boolean`, [], 'signals')],
  ['member.metadata.', (key) => ofMember(free(`m.metadata -> ${key}`))],
  ['device.metadata.', (key) => column(free(`d.metadata -> ${key}`), ['devices'], 'as_now')],
  ['transaction.metadata.', (key) => ofTransaction(free(`t.metadata -> ${key}`))],
];

const free = (sql: string): string => `nullif(${sql}, 'null'::jsonb)`;

/**
 * @param bind makes a parameter of a value
 * @throws BrokenRule for a field that is no more
 */
export function columnOf(name: string, bind: (value: unknown) => string): Column {
  const field = fieldOf(name);
  if (!field) throw new BrokenRule(`There is no field ${name}.`);
  const known = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
  if (known) return { field, ...known };
  const found = FREE.find(([prefix]) => name.startsWith(prefix));
  if (!found) throw new BrokenRule(`Nothing of ${name} is written down.`);
  const [prefix, of] = found;
  return { field, ...of(`${bind(name.slice(prefix.length))}::text`) };
}
