/** The project and organization of the address, and what the signed-in person may do there. */
import { useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { fill, texts } from '../texts/texts.ts';
import { BROWSER_ZONE } from '../texts/times.ts';
import { ZoneContext } from '../texts/zone.ts';
import { Failure, Loading } from '../ui/states.tsx';
import { rememberProject } from './recent-projects.ts';

export type Organization = Schemas['OrganizationView'];
export type Project = Schemas['ProjectView'];
const LAST_PROJECT_KEY = 'thenar.last-project';

export interface Tenancy {
  organizations: Organization[];
  projects: Project[];
  organization: Organization | null;
  project: Project | null;
}

const TenancyContext = createContext<Tenancy>({ organizations: [], projects: [], organization: null, project: null });
export const useTenancy = (): Tenancy => useContext(TenancyContext);

/** The project of the address. */
export function useProject(): Project {
  const { project } = useTenancy();
  if (!project) throw new Error('This page belongs to a project.');
  return project;
}
export function useOrganization(): Organization {
  const { organization } = useTenancy();
  if (!organization) throw new Error('This page belongs to an organization.');
  return organization;
}

/** Owners and admins change things; viewers look. */
export const mayManage = (organization: Organization | null): boolean =>
  organization !== null && organization.role !== 'viewer';
export const useMayManage = (): boolean => mayManage(useTenancy().organization);

/** The project to open first: the last one, if it still exists. */
export function firstProject({ projects }: Pick<Tenancy, 'projects'>): Project | null {
  const last = localStorage.getItem(LAST_PROJECT_KEY);
  return projects.find(({ project_id }) => project_id === last) ?? projects[0] ?? null;
}

export const projectsOf = (projects: readonly Project[], organizationId: string | undefined): Project[] =>
  projects.filter(({ organization_id }) => organization_id === organizationId);

/** The project of the address: one of those listed, or, for a viewer, one that is read by its id. */
function useProjectById(projectId: string | undefined, listed: readonly Project[] | undefined) {
  const found = listed?.find(({ project_id }) => project_id === projectId);
  const params = { params: { path: { project_id: projectId ?? '' } } };
  const single = api.useQuery('get', '/v1/projects/{project_id}', params, {
    enabled: projectId !== undefined && listed !== undefined && !found,
  });
  const project = projectId === undefined ? null : (found ?? single.data ?? null);
  const reached = project?.project_id;
  useEffect(() => {
    if (reached) rememberProject(reached);
  }, [reached]);
  return { project, error: project ? null : single.error, retry: () => void single.refetch() };
}

/**
 * Reads what the signed-in person can reach. The list of projects names those that they manage; a viewer comes by the
 * address of a project.
 */
export function TenancyProvider({ children }: { children: ReactNode }) {
  const { projectId, organizationId } = useParams({ strict: false });
  useEffect(() => {
    if (projectId) localStorage.setItem(LAST_PROJECT_KEY, projectId);
  }, [projectId]);
  const organizations = api.useQuery('get', '/v1/organizations', {});
  const projects = api.useQuery('get', '/v1/projects', {});
  const { project, error, retry } = useProjectById(projectId, projects.data?.data);
  if (!organizations.data || !projects.data) {
    const failed = organizations.error ?? projects.error;
    if (!failed) return <Loading lines={6} />;
    return <Unavailable error={failed} retry={() => void Promise.all([organizations.refetch(), projects.refetch()])} />;
  }
  if (projectId && !project) return error ? <Unavailable error={error} retry={retry} /> : <Loading lines={6} />;
  const wanted = project?.organization_id ?? organizationId;
  const organization = organizations.data.data.find(({ organization_id }) => organization_id === wanted) ?? null;
  if (organizationId && !organization) return <Unavailable error={new Refusal(404, 'not_found', '', null, [])} />;
  // pages of an organization show their times as its project in the navigation does
  const zoned = project ?? firstProject({ projects: projectsOf(projects.data.data, wanted) });
  return (
    <TenancyContext
      value={{ organizations: organizations.data.data, projects: projects.data.data, organization, project }}
    >
      <ZoneContext value={zoned?.time_zone ?? BROWSER_ZONE}>{children}</ZoneContext>
    </TenancyContext>
  );
}

/** Without a project there is no navigation, only the way back to the start. */
function Unavailable(failure: { error: unknown; retry?: () => void }) {
  return (
    <main className="center">
      <div>
        <Failure {...failure} />
        <p className="state">
          <a href="/console/">{texts.shell.start}</a>
        </p>
      </div>
    </main>
  );
}

export const modeOfProject = (project: Project): string =>
  project.environment?.mode === 'sandbox' ? texts.tenancy.sandbox : texts.tenancy.production;

export const projectLabel = (project: Project): string =>
  fill(texts.tenancy.project_option, { name: project.name, mode: modeOfProject(project) });
