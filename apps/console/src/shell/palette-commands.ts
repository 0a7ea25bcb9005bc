/** What the palette offers without asking the gateway: acts, pages and projects. */
import { useNavigate } from '@tanstack/react-router';
import { firstProject, mayManage, projectLabel, projectsOf, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { includesWords } from './words.ts';
import { organizationPagesFor, PROJECT_PAGES } from './pages.ts';

const { palette } = texts;

export interface PaletteItem {
  value: string;
  label: string;
  detail?: string | undefined;
  go: () => void;
}
export interface PaletteGroup {
  value: keyof typeof palette.groups;
  items: PaletteItem[];
}

/** Each opens the dialog of a page by its address. */
const PROJECT_ACTS = [
  ['pair', '/p/$projectId/devices', { open: 'pair' }],
  ['add_member', '/p/$projectId/members', { open: 'new' }],
  ['create_rule', '/p/$projectId/rules/new', {}],
  ['create_list', '/p/$projectId/lists', { open: 'new' }],
  ['add_webhook', '/p/$projectId/webhooks', { open: 'new' }],
] as const;
const ORGANIZATION_ACTS = [
  ['create_key', '/o/$organizationId/keys', { open: 'new' }],
  ['invite', '/o/$organizationId/people', { open: 'invite' }],
] as const;

/** Where the palette acts: the project and organization of the navigation. */
export function usePlace() {
  const tenancy = useTenancy();
  const organization = tenancy.organization ?? tenancy.organizations[0] ?? null;
  const own = projectsOf(tenancy.projects, organization?.organization_id);
  return {
    organization,
    project: tenancy.project ?? firstProject({ projects: own }),
    isManager: mayManage(organization),
  };
}

function useActs(): PaletteItem[] {
  const navigate = useNavigate();
  const { organization, project, isManager } = usePlace();
  if (!isManager || !organization) return [];
  const ofProject = PROJECT_ACTS.filter(() => project !== null).map(([act, to, search]) => ({
    value: `act ${act}`,
    label: palette.acts[act],
    go: () => void navigate({ to, params: { projectId: project!.project_id }, search: search as never }),
  }));
  const ofOrganization = ORGANIZATION_ACTS.map(([act, to, search]) => ({
    value: `act ${act}`,
    label: palette.acts[act],
    go: () => void navigate({ to, params: { organizationId: organization.organization_id }, search: search as never }),
  }));
  const connect = { value: 'act connect', label: palette.acts.connect, go: () => void navigate({ to: '/connect' }) };
  return [...ofProject, ...ofOrganization, connect];
}

function usePages(): PaletteItem[] {
  const navigate = useNavigate();
  const { organization, project, isManager } = usePlace();
  const ofProject = project
    ? PROJECT_PAGES.map(([to, label]) => ({
        value: `page ${to}`,
        label,
        detail: project.name,
        go: () => void navigate({ to, params: { projectId: project.project_id } }),
      }))
    : [];
  const ofOrganization = organization
    ? organizationPagesFor(isManager).map(([to, label]) => ({
        value: `page ${to}`,
        label,
        detail: organization.name,
        go: () => void navigate({ to, params: { organizationId: organization.organization_id } }),
      }))
    : [];
  return [...ofProject, ...ofOrganization];
}

export function useCommands(text: string): PaletteGroup[] {
  const navigate = useNavigate();
  const { projects } = useTenancy();
  const others = projects.map((project) => ({
    value: `project ${project.project_id}`,
    label: projectLabel(project),
    go: () => void navigate({ to: '/p/$projectId', params: { projectId: project.project_id } }),
  }));
  const groups: PaletteGroup[] = [
    { value: 'acts', items: useActs() },
    { value: 'pages', items: usePages() },
    { value: 'projects', items: others },
  ];
  return groups
    .map(({ value, items }) => ({ value, items: items.filter(({ label }) => includesWords(label, text)) }))
    .filter(({ items }) => items.length > 0);
}
