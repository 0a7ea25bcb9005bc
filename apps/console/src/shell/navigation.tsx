/** The ways to every page, by project and by organization. */
import { Link } from '@tanstack/react-router';
import { firstProject, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';

const OF_PROJECT = [
  ['/p/$projectId', texts.nav.overview],
  ['/p/$projectId/devices', texts.nav.devices],
  ['/p/$projectId/members', texts.nav.members],
  ['/p/$projectId/scans', texts.nav.scans],
  ['/p/$projectId/transactions', texts.nav.transactions],
  ['/p/$projectId/rules', texts.nav.rules],
  ['/p/$projectId/lists', texts.nav.lists],
  ['/p/$projectId/webhooks', texts.nav.webhooks],
  ['/p/$projectId/settings', texts.nav.settings],
] as const;
const OF_ORGANIZATION = [
  ['/o/$organizationId/keys', texts.nav.keys],
  ['/o/$organizationId/usage', texts.nav.usage],
  ['/o/$organizationId/projects', texts.nav.projects],
  ['/o/$organizationId/people', texts.nav.people],
  ['/o/$organizationId/audit', texts.nav.audit],
] as const;

export function Navigation() {
  const tenancy = useTenancy();
  const { organization, organizations } = tenancy;
  const org = organization ?? organizations[0] ?? null;
  const own = tenancy.projects.filter(({ organization_id }) => organization_id === org?.organization_id);
  const project = tenancy.project ?? firstProject({ ...tenancy, projects: own });
  return (
    <nav className="nav stack" aria-label={texts.nav.label}>
      {project && (
        <div>
          <p className="nav-title">{project.name}</p>
          <ul>
            {OF_PROJECT.map(([to, label]) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ projectId: project.project_id }}
                  activeOptions={{ exact: to === '/p/$projectId' }}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {org && (
        <div>
          <p className="nav-title">{org.name}</p>
          <ul>
            {OF_ORGANIZATION.map(([to, label]) => (
              <li key={to}>
                <Link to={to} params={{ organizationId: org.organization_id }}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </nav>
  );
}
