/** Two organizations with the same kinds of things: what is ours, what is a sibling's, what is another's, what was deleted. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { TestGateway } from '../../support/test-gateway.js';

/** Ids of one place by the names that paths use; a new kind of object gets one line in `plant`. */
export type Ids = Record<string, string>;
export type Place = 'own' | 'sibling' | 'other' | 'deleted';
export const PLACES: Place[] = ['own', 'sibling', 'other', 'deleted'];

export interface TestData {
  places: Record<Place, Ids>;
  /** Ids of things that are nowhere. */
  nowhere: Ids;
}

const NAMES = [
  'organization_id', 'environment_id', 'project_id', 'user_id', 'key_id', 'member_id', 'template_id', 'device_id', 'session_id', 'scan_id',
  'transaction_id', 'webhook_id', 'delivery_id', 'attempt_id', 'event_id', 'list_id', 'rule_id', 'registration_id', 'grant_id', 'erasure_id', 'site_id',
]; // prettier-ignore

export function newTestData(): TestData {
  const fresh = (): Ids => Object.fromEntries(NAMES.map((name) => [name, randomUUID()]));
  const own = fresh();
  const beside = {
    organization_id: own.organization_id!,
    environment_id: own.environment_id!,
    user_id: own.user_id!,
    key_id: own.key_id!,
  };
  const places: Record<Place, Ids> = {
    own,
    sibling: { ...fresh(), ...beside },
    other: fresh(),
    deleted: { ...fresh(), ...beside },
  };
  const codes: [Place, string][] = [
    ['own', 'BBBBBBBB'],
    ['sibling', 'CCCCCCCC'],
    ['other', 'DDDDDDDD'],
    ['deleted', 'FFFFFFFF'],
  ];
  for (const [place, code] of codes) places[place].user_code = code;
  return { places, nowhere: { ...fresh(), user_code: 'GGGGGGGG' } };
}

/** Puts everything in its place, as often as it is called: what a call ended or changed stands there again. */
export async function plant(gateway: TestGateway, { places }: TestData): Promise<void> {
  const required = await requiredColumns(gateway);
  for (const place of PLACES) await gateway.database.query(statementsOf(places[place], place, required));
}

/** Columns that an insert must name, by table, with a value that will do: modules grow, and this file need not know each column. */
type Required = Map<string, Map<string, string>>;
const requiredOf = new WeakMap<TestGateway, Required>();

async function requiredColumns(gateway: TestGateway): Promise<Required> {
  const known = requiredOf.get(gateway);
  if (known) return known;
  const rows = await gateway.database.query<{ t: string; c: string; type: string }>(
    `SELECT table_name AS t, column_name AS c, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'`,
  );
  const required: Required = new Map();
  const fills: Record<string, string> = {
    timestamptz: `'2026-11-22T12:00:00Z'`,
    text: `'x'`,
    bool: 'false',
    bytea: `'\\x00'`,
    jsonb: `'{}'`,
    uuid: `'${randomUUID()}'`,
  };
  for (const { t, c, type } of rows)
    required.set(t, (required.get(t) ?? new Map<string, string>()).set(c, fills[type] ?? '1'));
  requiredOf.set(gateway, required);
  return required;
}

function statementsOf(ids: Ids, place: Place, required: Required): string {
  const id = (name: string) => `'${ids[name]}'`;
  const both = `${id('organization_id')}, ${id('project_id')}`;
  const now = `'2026-11-22T12:00:00Z'`;
  const text = `'isolation ${place}'`;
  const put = (table: string, columns: string, values: string, key: string, again = '') => {
    const named = new Set(columns.split(', '));
    const rest = [...(required.get(table) ?? [])].filter(([column]) => !named.has(column));
    const into = [columns, ...rest.map(([column]) => column)].join(', ');
    const all = [values, ...rest.map(([, value]) => value)].join(', ');
    return `INSERT INTO ${table} (${into}) VALUES (${all}) ON CONFLICT (${key}) DO ${again ? `UPDATE SET ${again}` : 'NOTHING'};`;
  };
  const scoped = 'organization_id, project_id';
  return [
    put('organizations', 'organization_id, name, created_at', `${id('organization_id')}, ${text}, ${now}`, 'organization_id'),
    put('environments', 'environment_id, organization_id, name, mode, allows_server_lookup, registration_policy, created_at',
      `${id('environment_id')}, ${id('organization_id')}, ${text}, 'sandbox', true, 'code', ${now}`, 'environment_id'),
    put('projects', `${scoped}, environment_id, name, server_lookup_requested, created_at, deleted_at`,
      `${both}, ${id('environment_id')}, ${text}, true, ${now}, ${place === 'deleted' ? now : 'NULL'}`, 'project_id', 'deleted_at = excluded.deleted_at'),
    put('users', 'user_id, uid, created_at', `${id('user_id')}, 'colleague-${ids.user_id}', ${now}`, 'user_id'),
    put('memberships', 'organization_id, user_id, role, created_at', `${id('organization_id')}, ${id('user_id')}, 'viewer', ${now}`, 'organization_id, user_id'),
    put('api_keys', 'key_id, organization_id, public_id, prefix, secret_mac, pepper_version, name, mode, scopes, api_version, line_id, created_at',
      `${id('key_id')}, ${id('organization_id')}, '${ids.key_id!.replaceAll('-', '').slice(0, 12)}', 'thn_test_x', '\\x00', 1, ${text}, 'test', '{}', '2026-11-22', ${id('key_id')}, ${now}`,
      'key_id', 'revoked_at = NULL, expires_at = NULL'),
    `DELETE FROM api_keys WHERE line_id = ${id('key_id')} AND key_id <> line_id;`,
    put('members', `member_id, ${scoped}, display_name, created_at, updated_at`, `${id('member_id')}, ${both}, ${text}, ${now}, ${now}`, 'member_id'),
    put('member_keys', `member_id, ${scoped}, project_key_version, wrapped`, `${id('member_id')}, ${both}, 1, '\\x00'`, 'member_id'),
    put('templates', `template_id, ${scoped}, member_id, hand, engine_version, quality, sealed, enrollment_id, created_at`,
      `${id('template_id')}, ${both}, ${id('member_id')}, 'left', 1, 0.9, '\\x00', ${id('session_id')}, ${now}`, 'template_id'),
    put('sites', `site_id, ${scoped}, name, created_at, updated_at`, `${id('site_id')}, ${both}, ${text}, ${now}, ${now}`, 'site_id'),
    put('devices', `device_id, ${scoped}, name, key_thumbprint, serial_number, model, app_version, registered_at, created_at`,
      `${id('device_id')}, ${both}, ${text}, 'object-${ids.device_id}', 's', 'm', '1', ${now}, ${now}`, 'device_id', 'decommissioned_at = NULL, enabled = true'),
    `DELETE FROM enrollment_sessions WHERE device_id = ${id('device_id')} AND session_id <> ${id('session_id')};`,
    put('enrollment_sessions', `session_id, ${scoped}, device_id, member_id, hand, status, captures_required, expires_at, created_at`,
      `${id('session_id')}, ${both}, ${id('device_id')}, ${id('member_id')}, 'any', 'pending', 3, '2099-01-01', ${now}`, 'session_id',
      `status = 'pending', failure_code = NULL, completed_at = NULL, delivered_at = NULL`),
    `INSERT INTO scan_results (scan_id, ${scoped}, operation, result, hand, source, captured_at, created_at)
     SELECT ${id('scan_id')}, ${both}, 'identify', 'not_matched', 'left', 'api', ${now}, ${now}
     WHERE NOT EXISTS (SELECT 1 FROM scan_results WHERE scan_id = ${id('scan_id')});`,
    `DELETE FROM erasures WHERE member_id = ${id('member_id')};`,
    put('erasures', `erasure_id, ${scoped}, member_id, reason, status, requested_by, accepted_at, completed_at`,
      `${id('erasure_id')}, ${both}, '${randomUUID()}', 'asked', 'completed', 'x', ${now}, ${now}`, 'erasure_id'),
    put('transactions', `transaction_id, ${scoped}, type, status, occurred_at, created_at`, `${id('transaction_id')}, ${both}, 'custom', 'done', ${now}, ${now}`, 'transaction_id'),
    put('webhooks', `webhook_id, ${scoped}, url, event_types, enabled, created_at, updated_at`,
      `${id('webhook_id')}, ${both}, 'https://192.0.2.1/x', '{enrollment.completed}', false, ${now}, ${now}`, 'webhook_id', 'deleted_at = NULL, enabled = false'),
    put('outbox_events', `event_id, ${scoped}, type, body, created_at`, `${id('event_id')}, ${both}, 'enrollment.completed', '{}', ${now}`, 'event_id'),
    put('webhook_deliveries', 'delivery_id, organization_id, webhook_id, event_id, event_type, kind, status, due_at, created_at, completed_at',
      `${id('delivery_id')}, ${id('organization_id')}, ${id('webhook_id')}, ${id('event_id')}, 'enrollment.completed', 'test', 'failed', ${now}, ${now}, ${now}`, 'delivery_id'),
    put('cli_grants', 'grant_id, device_code_digest, sealing_key, user_code, client_name, address, interval_s, created_at, expires_at',
      `${id('grant_id')}, '\\x${randomBytes(32).toString('hex')}', '\\x${SEALING_KEY}', '${ids.user_code}', ${text}, '192.0.2.7', 3, ${now}, '2099-01-01'`, 'grant_id',
      `status = 'pending', key_id = NULL, project_id = NULL, organization_id = NULL, decided_by = NULL, sealed_key = NULL`),
    ...(required.has('lists')
      ? [put('lists', `list_id, ${scoped}, name, type, created_at, updated_at`, `${id('list_id')}, ${both}, 'isolation_list', 'ip', ${now}, ${now}`, 'list_id', 'deleted_at = NULL')]
      : []),
    ...(required.has('rules')
      ? [put('rules', `rule_id, ${scoped}, name, priority, status, conditions, verdict, created_at, updated_at`,
          `${id('rule_id')}, ${both}, ${text}, 1000, 'draft', '{"operator":"AND","rules":[]}', 'allow', ${now}, ${now}`, 'rule_id')]
      : []),
  ].join('\n'); // prettier-ignore
}

/** The base point of X25519: a public key like any other. */
const SEALING_KEY = '09'.padEnd(64, '0');
