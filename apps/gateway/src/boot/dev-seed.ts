/** In development a first start has everything to begin with: organization, sandbox, project, admin and a test key, written to dev.json. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunningGateway } from '../gateway.js';
import { ApiKeysService } from '../access/api-keys.service.js';
import { DEV_ADMIN } from '../sign-in/local-issuer.js';
import type { UserPrincipal } from '../principal/principal.js';
import { EnvironmentsService } from '../tenancy/environments.service.js';
import { OrganizationsService } from '../tenancy/organizations.service.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { UsersService } from '../tenancy/users.service.js';

export interface DevFile {
  base_url: string;
  organization_id: string;
  environment_id: string;
  project_id: string;
  admin_token: string;
  api_key: string;
  console_url: string;
}

type SeedResult = Pick<DevFile, 'organization_id' | 'environment_id' | 'project_id' | 'api_key'>;

const NAME = 'Development';

/** Writes `<data folder>/dev.json` (0600), with what is there already where it still works. */
export async function seedDevelopment(gateway: RunningGateway): Promise<DevFile> {
  const { config } = gateway.foundations;
  const path = join(config.dataFolder, 'dev.json');
  const person = { ...DEV_ADMIN, email: DEV_ADMIN.email ?? null, name: DEV_ADMIN.name ?? null, emailVerified: true };
  const users = gateway.app.get(UsersService, { strict: false });
  const admin = await users.callerOf(person);
  const seeded = (await stillGood(gateway, path, admin)) ?? (await seed(gateway, () => users.callerOf(person)));
  return write(gateway, path, seeded);
}

/** A fresh admin token in the same file. */
export async function refreshDevFile(gateway: RunningGateway): Promise<void> {
  const path = join(gateway.foundations.config.dataFolder, 'dev.json');
  const { organization_id, environment_id, project_id, api_key } = JSON.parse(readFileSync(path, 'utf8')) as DevFile;
  await write(gateway, path, { organization_id, environment_id, project_id, api_key });
}

async function write(gateway: RunningGateway, path: string, seeded: SeedResult): Promise<DevFile> {
  const issuer = gateway.signIn.issuer!;
  const file: DevFile = {
    base_url: gateway.url,
    ...seeded,
    admin_token: await issuer.issue(DEV_ADMIN),
    console_url: issuer.consoleLink(gateway.url),
  };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
  return file;
}

/** The key of an earlier start, if this database still takes it. */
async function stillGood(gateway: RunningGateway, path: string, admin: UserPrincipal): Promise<SeedResult | null> {
  if (!existsSync(path)) return null;
  try {
    const { organization_id, environment_id, project_id, api_key } = JSON.parse(readFileSync(path, 'utf8')) as DevFile;
    if (!admin.roles.has(organization_id)) return null;
    const response = await fetch(`${gateway.url}/v1/projects/${project_id}`, { headers: { 'X-API-Key': api_key } });
    return response.ok ? { organization_id, environment_id, project_id, api_key } : null;
  } catch {
    return null; // a damaged dev.json is simply written anew
  }
}

/** Gateways that start together on one database make one organization: the second finds it. */
async function seed(gateway: RunningGateway, admin: () => Promise<UserPrincipal>): Promise<SeedResult> {
  const find = <T>(type: abstract new (...args: never[]) => T): T => gateway.app.get(type as never, { strict: false });
  return gateway.foundations.database.systemTransaction('seed development', async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(7437003)');
    const organizations = find(OrganizationsService);
    const projects = find(ProjectsService);
    const known = (await organizations.list(await admin())).find(({ organization }) => organization.name === NAME);
    const organizationId = (known ?? (await organizations.create(await admin(), NAME))).organization.organizationId;
    const caller = await admin();
    const existing = (await projects.list(caller)).find(
      ({ project }) => project.organizationId === organizationId && project.name === NAME,
    );
    const project = existing ?? (await seedProject(gateway, caller, organizationId));
    const { token } = await find(ApiKeysService).createForProject(caller, project.project.projectId, {
      name: 'Development',
    });
    return {
      organization_id: organizationId,
      environment_id: project.environment!.environmentId,
      project_id: project.project.projectId,
      api_key: token,
    };
  });
}

async function seedProject(gateway: RunningGateway, caller: UserPrincipal, organizationId: string) {
  const projects = gateway.app.get(ProjectsService, { strict: false });
  const environment = await gateway.app
    .get(EnvironmentsService, { strict: false })
    .create(caller, organizationId, { name: 'Sandbox', mode: 'sandbox', allows_server_lookup: true });
  const { project } = await projects.create(caller, organizationId, {
    name: NAME,
    environment_id: environment.environmentId,
    settings: { enroll_from: 'any' }, // the software terminal shows regions of synthetic palms
  });
  return projects.setServerLookup(caller, project.projectId, true);
}
