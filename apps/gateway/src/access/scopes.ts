/** What an API key may do; the default is everything. */
export const SCOPES = [
  'devices:read',
  'devices:write',
  'enrollments:write',
  'members:read',
  'members:write',
  'members:erase',
  'biometrics:identify',
  'biometrics:enroll',
  'scans:read',
  'transactions:read',
  'transactions:write',
  'webhooks:read',
  'webhooks:write',
  'rules:read',
  'rules:write',
  'analytics:read',
] as const;

export type Scope = (typeof SCOPES)[number];
