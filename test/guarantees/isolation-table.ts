/**
 * Who may call what, declared by hand: one row for each operation of the OpenAPI document. The walk in isolation.e2e-spec.ts
 * holds every answer against it, and fails for an operation that has no row here.
 *
 * A new operation gets one line: `'METHOD /path/{id}': row(who, on, act, more)`.
 *   who   which credential it takes, as its @Access says; a manager is a key with a management scope, which none here has
 *   on    what its path stands for: the innermost thing that decides about reach
 *   act   `see` any role, `manage` owner or admin, `own` owner; keys that reach the project may all three
 *   more  `body` a body of good shape; `keyMode` of @Access; `destroys` when an allowed call ends or changes the object
 *         for the calls after it (the world is mended then); `query` what its address must carry;
 *         `also` what an id that belongs to no tenant (a code, a registration) may be answered with beside
 * A new kind of id in a path gets a row in isolation/world.ts.
 */
import type { Ids } from './isolation/test-data.js';

export type Who = 'anyone' | 'user' | 'key' | 'user-or-key' | 'user-or-manager' | 'terminal' | 'proof';
export type On = 'nothing' | 'organization' | 'environment' | 'project';
export type Act = 'read' | 'write' | 'own';

export interface Row {
  who: Who;
  on: On;
  act: Act;
  body?: (ids: Ids) => unknown;
  query?: (ids: Ids) => string;
  keyMode?: 'test';
  destroys?: boolean;
  also?: readonly (401 | 'hidden')[];
}

const row = (who: Who, on: On, act: Act, more: Partial<Row> = {}): Row => ({ who, on, act, ...more });
const nothing = { body: () => ({}) };
const picture = { image: 'iVBORw0KGgo=', kind: 'roi', hand: 'left' };
const capture = { body: () => ({ capture: picture }) };
const lookup = { body: ({ member_id }: Ids) => ({ member_id, capture: picture }) };
const rule = {
  name: 'x',
  conditions: { operator: 'AND', rules: [{ field: 'hand', operator: 'equals', value: 'left' }] },
  action: { verdict: 'allow' },
};
const span = (by: string) => `from=2026-11-01T00:00:00.000Z&to=2026-11-02T00:00:00.000Z&group_by=${by}`;
const SESSION = 'session_id';

export const ISOLATION_TABLE: Record<string, Row> = {
  // tenancy
  'GET /v1/organizations': row('user', 'nothing', 'read'),
  'POST /v1/organizations': row('user', 'nothing', 'read', { body: () => ({ name: '' }) }),
  'GET /v1/organizations/{organization_id}': row('user-or-manager', 'organization', 'read'),
  'PATCH /v1/organizations/{organization_id}': row('user', 'organization', 'write', nothing),
  'GET /v1/organizations/{organization_id}/users': row('user-or-manager', 'organization', 'read'),
  'POST /v1/organizations/{organization_id}/users/{user_id}/sign-out': row('user', 'organization', 'write', {
    destroys: true,
  }),
  'POST /v1/organizations/{organization_id}/users': row('user', 'organization', 'write', {
    body: () => ({ uid: 'isolation-nobody', role: 'viewer' }),
  }),
  'PATCH /v1/organizations/{organization_id}/users/{user_id}': row('user', 'organization', 'write', {
    body: () => ({ role: 'viewer' }),
  }),
  'DELETE /v1/organizations/{organization_id}/users/{user_id}': row('user', 'organization', 'write', {
    destroys: true,
  }),
  'GET /v1/organizations/{organization_id}/audit-events': row('user-or-manager', 'organization', 'write'),
  'GET /v1/organizations/{organization_id}/usage': row('user', 'organization', 'read'),
  'GET /v1/environments': row('user-or-key', 'nothing', 'read'),
  'POST /v1/organizations/{organization_id}/environments': row('user-or-manager', 'organization', 'write', {
    body: () => ({ name: 'x', mode: 'sandbox' }),
  }),
  'PATCH /v1/environments/{environment_id}': row('user-or-manager', 'environment', 'write', nothing),
  'GET /v1/projects': row('user-or-key', 'nothing', 'read'),
  'GET /v1/projects/{project_id}': row('user-or-key', 'project', 'read'),
  'PATCH /v1/projects/{project_id}': row('user-or-manager', 'project', 'write', nothing),
  'DELETE /v1/projects/{project_id}': row('user', 'project', 'own', { destroys: true }),
  'POST /v1/organizations/{organization_id}/projects': row('user-or-manager', 'organization', 'write', {
    body: () => ({ name: 'x' }),
  }),
  'GET /v1/event-types': row('anyone', 'nothing', 'read'),
  'GET /v1/projects/{project_id}/events': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/gallery': row('user', 'project', 'read'),
  'PUT /v1/projects/{project_id}/server-lookup': row('user', 'project', 'write', { body: () => ({ enabled: true }) }),
  // access
  'GET /v1/organizations/{organization_id}/api-keys': row('user', 'organization', 'write'),
  'POST /v1/organizations/{organization_id}/api-keys': row('user', 'organization', 'write', {
    body: () => ({ name: 'x', project_ids: null }),
  }),
  'PATCH /v1/organizations/{organization_id}/api-keys/{key_id}': row('user', 'organization', 'write', nothing),
  'DELETE /v1/organizations/{organization_id}/api-keys/{key_id}': row('user', 'organization', 'write', {
    destroys: true,
  }),
  'POST /v1/organizations/{organization_id}/api-keys/{key_id}/reroll': row('user', 'organization', 'write', {
    ...nothing,
    destroys: true,
  }),
  'GET /v1/projects/{project_id}/api-keys': row('user', 'project', 'write'),
  'POST /v1/projects/{project_id}/api-keys': row('user', 'project', 'write', { body: () => ({ name: 'x' }) }),
  'GET /v1/api-keys/self': row('key', 'nothing', 'read'),
  'POST /v1/cli/device-code': row('anyone', 'nothing', 'read', { body: () => ({ client_name: 'x' }) }),
  'POST /v1/cli/token': row('anyone', 'nothing', 'read', { body: () => ({ device_code: 'x' }), also: ['hidden'] }),
  'GET /v1/cli/grants/{user_code}': row('user', 'nothing', 'read', { also: ['hidden'] }),
  'POST /v1/cli/grants/{user_code}/approve': row('user', 'project', 'write', {
    body: ({ project_id }) => ({ project_id, scopes: ['members:read'] }),
    destroys: true,
  }),
  'POST /v1/cli/grants/{user_code}/deny': row('user', 'nothing', 'read', { destroys: true, also: ['hidden'] }),
  'GET /livez': row('anyone', 'nothing', 'read'),
  'GET /health': row('anyone', 'nothing', 'read'),
  'GET /metrics': row('anyone', 'nothing', 'read'),
  // members and their palms
  'GET /v1/projects/{project_id}/members': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/members': row('user-or-key', 'project', 'write', nothing),
  'GET /v1/projects/{project_id}/members/{member_id}': row('user-or-key', 'project', 'read'),
  'PATCH /v1/projects/{project_id}/members/{member_id}': row('user-or-key', 'project', 'write', {
    body: () => ({ display_name: 'y' }),
  }),
  'DELETE /v1/projects/{project_id}/members/{member_id}': row('user-or-key', 'project', 'write', { destroys: true }),
  'GET /v1/projects/{project_id}/members/{member_id}/templates': row('user-or-key', 'project', 'read'),
  'DELETE /v1/projects/{project_id}/members/{member_id}/templates/{template_id}': row(
    'user-or-key',
    'project',
    'write',
    { destroys: true },
  ),
  'GET /v1/projects/{project_id}/members/{member_id}/scan-results': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/members/{member_id}/summary': row('user-or-key', 'project', 'read'),
  // privacy
  'POST /v1/projects/{project_id}/members/{member_id}/erasure': row('user-or-key', 'project', 'write', {
    body: () => ({ reason: 'asked' }),
    destroys: true,
  }),
  'GET /v1/projects/{project_id}/erasures': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/erasures/{erasure_id}': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/members/{member_id}/export': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/retention-policy': row('user-or-key', 'project', 'read'),
  'GET /v1/receipt-keys': row('anyone', 'nothing', 'read'),
  'POST /v1/projects/{project_id}/identify': row('key', 'project', 'write', capture),
  'POST /v1/projects/{project_id}/verify': row('key', 'project', 'write', lookup),
  'POST /v1/projects/{project_id}/enroll': row('key', 'project', 'write', {
    body: ({ member_id }) => ({ member_id, hand: 'left', captures: [picture] }),
  }),
  // scans and transactions
  'GET /v1/projects/{project_id}/scan-results': row('user-or-key', 'project', 'read'),
  'GET /v1/scan-results/{scan_id}': row('user-or-key', 'project', 'read'),
  'PATCH /v1/scan-results/{scan_id}': row('user-or-key', 'project', 'write', { body: () => ({ label: 'correct' }) }),
  'GET /v1/scan-results/{scan_id}/explain': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/transactions': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/transactions': row('key', 'project', 'write', { body: () => ({ type: 'custom' }) }),
  'GET /v1/projects/{project_id}/transactions/export.csv': row('user-or-key', 'project', 'read'),
  // devices and enrollment
  'GET /v1/projects/{project_id}/devices': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/devices': row('user-or-key', 'project', 'write', {
    body: () => ({ registration_code: 'BCDF-GHJK' }),
    keyMode: 'test',
  }),
  'PUT /v1/projects/{project_id}/terminal-config': row('user-or-key', 'project', 'write', {
    body: () => ({ config: {} }),
  }),
  'GET /v1/devices/{device_id}': row('user-or-key', 'project', 'read'),
  'GET /v1/devices/{device_id}/timeline': row('user-or-key', 'project', 'read'),
  'PATCH /v1/devices/{device_id}': row('user-or-key', 'project', 'write', { body: () => ({ name: 'y' }) }),
  'GET /v1/projects/{project_id}/sites': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/sites': row('user-or-key', 'project', 'write', { body: () => ({ name: 'x' }) }),
  'GET /v1/sites/{site_id}': row('user-or-key', 'project', 'read'),
  'PATCH /v1/sites/{site_id}': row('user-or-key', 'project', 'write', { body: () => ({ name: 'y' }) }),
  'DELETE /v1/sites/{site_id}': row('user-or-key', 'project', 'write', { destroys: true }),
  'POST /v1/devices/{device_id}/decommission': row('user', 'project', 'write', { destroys: true }),
  'POST /v1/devices/{device_id}/enrollment': row('user-or-key', 'project', 'write', {
    body: ({ member_id }) => ({ member_id }),
  }),
  'GET /v1/devices/{device_id}/enrollment': row('user-or-key', 'project', 'read'),
  'DELETE /v1/devices/{device_id}/enrollment': row('user-or-key', 'project', 'write', {
    query: (ids) => `session_id=${ids[SESSION]}`,
    destroys: true,
  }),
  'POST /v1/devices/{device_id}/enrollment/poll': row('user-or-key', 'project', 'read', {
    body: (ids) => ({ session_id: ids[SESSION] }),
  }),
  'GET /v1/enrollment-sessions/{session_id}': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/enrollment-sessions': row('user-or-key', 'project', 'read'),
  'POST /v1/sandbox/devices/{device_id}/present-palm': row('user-or-key', 'project', 'write', {
    body: () => ({ palm: 'alice:left' }),
  }),
  // webhooks
  'GET /v1/projects/{project_id}/webhooks': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/webhooks': row('user-or-key', 'project', 'write', {
    body: () => ({ url: 'https://93.184.215.14/x', event_types: ['enrollment.completed'], enabled: false }),
  }),
  'GET /v1/projects/{project_id}/webhooks/{webhook_id}': row('user-or-key', 'project', 'read'),
  'PATCH /v1/projects/{project_id}/webhooks/{webhook_id}': row('user-or-key', 'project', 'write', {
    body: () => ({ description: 'y' }),
  }),
  'DELETE /v1/projects/{project_id}/webhooks/{webhook_id}': row('user-or-key', 'project', 'write', { destroys: true }),
  'POST /v1/projects/{project_id}/webhooks/{webhook_id}/rotate-secret': row('user-or-key', 'project', 'write', nothing),
  'POST /v1/projects/{project_id}/webhooks/{webhook_id}/test': row('user-or-key', 'project', 'write'),
  'POST /v1/projects/{project_id}/webhooks/{webhook_id}/recover': row('user-or-key', 'project', 'write', {
    body: () => ({ since: '2026-01-01T00:00:00Z' }),
  }),
  'POST /v1/projects/{project_id}/webhooks/{webhook_id}/diagnose': row('user-or-key', 'project', 'write'),
  'GET /v1/projects/{project_id}/webhooks/{webhook_id}/deliveries': row('user-or-key', 'project', 'read'),
  'GET /v1/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/attempts': row(
    'user-or-key',
    'project',
    'read',
  ),
  'POST /v1/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/replay': row(
    'user-or-key',
    'project',
    'write',
  ),
  // analytics
  'GET /v1/projects/{project_id}/analytics/scans': row('user-or-key', 'project', 'read', {
    query: () => span('verdict'),
  }),
  'GET /v1/projects/{project_id}/analytics/signals': row('user-or-key', 'project', 'read', {
    query: () => span('signal'),
  }),
  // rules and lists
  'GET /v1/projects/{project_id}/rules': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/rules': row('user-or-key', 'project', 'write', { body: () => rule }),
  'GET /v1/projects/{project_id}/rules/{rule_id}': row('user-or-key', 'project', 'read'),
  'PATCH /v1/projects/{project_id}/rules/{rule_id}': row('user-or-key', 'project', 'write', {
    body: () => ({ name: 'y' }),
  }),
  'PUT /v1/projects/{project_id}/rules/{rule_id}': row('user-or-key', 'project', 'write', {
    body: () => ({ name: 'y' }),
  }),
  'DELETE /v1/projects/{project_id}/rules/{rule_id}': row('user-or-key', 'project', 'write', { destroys: true }),
  'GET /v1/projects/{project_id}/lists': row('user-or-key', 'project', 'read'),
  'POST /v1/projects/{project_id}/lists': row('user-or-key', 'project', 'write', {
    body: () => ({ name: 'isolation', type: 'ip' }),
  }),
  'GET /v1/projects/{project_id}/lists/{list_id}': row('user-or-key', 'project', 'read'),
  'DELETE /v1/projects/{project_id}/lists/{list_id}': row('user-or-key', 'project', 'write', { destroys: true }),
  'GET /v1/projects/{project_id}/lists/{list_id}/entries': row('user-or-key', 'project', 'read'),
  'PATCH /v1/projects/{project_id}/lists/{list_id}/entries': row('user-or-key', 'project', 'write', {
    body: () => ({ add: ['10.0.0.1'] }),
  }),
  'POST /v1/projects/{project_id}/rules/backtest': row('user-or-key', 'project', 'write', { body: () => ({ rule }) }),
  'POST /v1/projects/{project_id}/rules/{rule_id}/backtest': row('user-or-key', 'project', 'write', nothing),
  // the terminal's own protocol: it names sessions of its device, nothing else
  'GET /v1/terminal/nonce': row('anyone', 'nothing', 'read'),
  'POST /v1/terminal/registrations': row('proof', 'nothing', 'read', nothing),
  'POST /v1/terminal/registrations/{registration_id}/poll': row('proof', 'nothing', 'read', {
    ...nothing,
    also: ['hidden'],
  }),
  'POST /v1/terminal/token': row('proof', 'nothing', 'read', { ...nothing, also: [401] }),
  'POST /v1/terminal/poll': row('terminal', 'nothing', 'read', { body: () => ({ wait_s: 0 }) }),
  'POST /v1/terminal/scans': row('terminal', 'nothing', 'read', { body: () => ({ scans: [] }) }),
  'POST /v1/terminal/captures/check': row('terminal', 'nothing', 'read', { body: () => ({ capture: picture }) }),
  'POST /v1/terminal/transactions': row('terminal', 'nothing', 'read', { body: () => ({ type: 'custom' }) }),
  'POST /v1/terminal/sessions/{session_id}/ack': row('terminal', 'project', 'read', nothing),
  'POST /v1/terminal/sessions/{session_id}/captures': row('terminal', 'project', 'read', {
    body: () => ({ seq: 1, challenge: 'x', capture: picture }),
  }),
  'POST /v1/terminal/sessions/{session_id}/fail': row('terminal', 'project', 'read', {
    body: () => ({ code: 'x' }),
    destroys: true,
  }),
};
