/** A tenant ready to work: owner, sandbox that allows server lookup, project, and a key for everything. */
import { isManagementScope, SCOPES } from '../../apps/gateway/src/access/scopes.js';
import type { Client } from './client.js';
import type { TestGateway } from './test-gateway.js';

export interface Tenant {
  owner: Client;
  organizationId: string;
  environmentId: string;
  projectId: string;
  /** Test key for this project with every scope of a project. */
  backend: Client;
  key: string;
}

export async function openTenant(
  gateway: TestGateway,
  name = 'acme',
  mode: 'sandbox' | 'production' = 'sandbox',
): Promise<Tenant> {
  const owner = await gateway.person(`${name}-owner`);
  const organizationId = (await owner.post('/v1/organizations', { name })).body.organization_id;
  const environment = await owner.post(`/v1/organizations/${organizationId}/environments`, {
    name: mode,
    mode,
    allows_server_lookup: true,
    registration_policy: 'code',
  });
  const environmentId = environment.body.environment_id;
  const project = await owner.post(`/v1/organizations/${organizationId}/projects`, {
    name: `${name} shop`,
    settings: { enroll_from: 'any' }, // as for fixed sensors: most tests draw regions
    environment_id: environmentId,
  });
  const projectId = project.body.project_id;
  await owner.put(`/v1/projects/${projectId}/server-lookup`, { enabled: true });
  const scopes = SCOPES.filter((scope) => !isManagementScope(scope));
  const { key } = (await owner.post(`/v1/projects/${projectId}/api-keys`, { name: 'backend', scopes })).body;
  return { owner, organizationId, environmentId, projectId, key, backend: owner.keyed(key) };
}
