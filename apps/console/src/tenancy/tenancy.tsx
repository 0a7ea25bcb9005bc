/** Where one is: the project and organization of the address, and what one may do there. */
import { useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { fill, texts } from '../texts/texts.ts';
import { Failure, Loading } from '../ui/states.tsx';
import { rememberProject } from './recent-projects.ts';

export type Organization = Schemas['OrganizationView'];
export type Project = Schemas['ProjectView'];
const LAST_PROJECT = 'thenar.last-project';

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
  if (!project) throw new Error('This page stands under a project.');
  return project;
}
export function useOrganization(): Organization {
  const { organization } = useTenancy();
  if (!organization) throw new Error('This page stands under an organization.');
  return organization;
}

/** Owners and admins change things; viewers look. */
export const useMayManage = (): boolean => {
  const { organization } = useTenancy();
  return organization !== null && organization.role !== 'viewer';
};

/** The project to open first: the last one, if it is still there. */
export function firstProject({ projects }: Tenancy): Project | null {
  const last = localStorage.getItem(LAST_PROJECT);
  return projects.find(({ project_id }) => project_id === last) ?? projects[0] ?? null;
}

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
 * Reads what the signed-in person reaches. The list of projects names those that one manages; a viewer comes by the
 * address of a project.
 */
export function TenancyProvider({ children }: { children: ReactNode }) {
  const { projectId, organizationId } = useParams({ strict: false });
  useEffect(() => {
    if (projectId) localStorage.setItem(LAST_PROJECT, projectId);
  }, [projectId]);
  const organizations = api.useQuery('get', '/v1/organizations', {});
  const projects = api.useQuery('get', '/v1/projects', {});
  const { project, error, retry } = useProjectById(projectId, projects.data?.data);
  const failed = organizations.error ?? projects.error;
  if (failed)
    return <Unavailable error={failed} retry={() => void Promise.all([organizations.refetch(), projects.refetch()])} />;
  if (projectId && error) return <Unavailable error={error} retry={retry} />;
  if (!organizations.data || !projects.data || (projectId && !project)) return <Loading lines={6} />;
  const wanted = project?.organization_id ?? organizationId;
  const organization = organizations.data.data.find(({ organization_id }) => organization_id === wanted) ?? null;
  if (organizationId && !organization)
    return <Unavailable error={new Refusal(404, 'not_found', texts.states.not_found_text, null, [])} />;
  return (
    <TenancyContext
      value={{ organizations: organizations.data.data, projects: projects.data.data, organization, project }}
    >
      {children}
    </TenancyContext>
  );
}

/** Where there is no project there is no navigation either, only the way back to the beginning. */
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
