/** What an API key may do. */
const PROJECT_SCOPES = [
  'devices:read',
  'devices:write',
  'devices:command',
  'enrollments:write',
  'members:read',
  'members:write',
  'members:erase',
  'biometrics:identify',
  'biometrics:enroll',
  'scans:read',
  'scans:write',
  'transactions:read',
  'transactions:write',
  'webhooks:read',
  'webhooks:write',
  'rules:read',
  'rules:write',
  'analytics:read',
  'events:read',
] as const;

/** Of keys for all projects, in live mode; never given by default. */
export const MANAGEMENT_SCOPES = ['organization:read', 'projects:write', 'environments:write', 'audit:read'] as const;

export const SCOPES = [...PROJECT_SCOPES, ...MANAGEMENT_SCOPES] as const;
export type Scope = (typeof SCOPES)[number];

/** Given by name only: what they do cannot be taken back, or moves a terminal. */
const BY_NAME_ONLY: readonly Scope[] = ['members:erase', 'devices:command'];
export const DEFAULT_SCOPES: readonly Scope[] = PROJECT_SCOPES.filter((scope) => !BY_NAME_ONLY.includes(scope));

/** The default of API version 2026-11-22. */
export const DEFAULT_SCOPES_OF_2026_11_22: readonly Scope[] = [...DEFAULT_SCOPES, 'members:erase'];

export function isManagementScope(scope: string): boolean {
  return (MANAGEMENT_SCOPES as readonly string[]).includes(scope);
}
