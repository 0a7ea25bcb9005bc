/** What every server of the bench answers: as long as the gateway's own answer about a key. */
export const ANSWER = {
  key_id: '01a20334-e196-722d-8399-69a0edfc3ea2',
  prefix: 'thn_test_sg7cJjJ2IuEL',
  name: 'bench',
  mode: 'test',
  organization_id: '01a20334-e196-722d-8399-69a0edfc3ea2',
  project_ids: ['01a20334-e196-722d-8399-69a0edfc3ea2'],
  scopes: Array.from({ length: 16 }, (_, i) => `scope${i}:read-write`),
  api_version: '2026-11-22',
  created_by: '01a20334-e196-722d-8399-69a0edfc3ea2',
  created_at: '2026-11-22T12:00:00.000Z',
  last_used_at: null,
  expires_at: null,
  revoked_at: null,
  exposed_at: null,
};
