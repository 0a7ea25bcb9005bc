/** Links to every page that the person can use, by project and by organization. */
import { Link } from '@tanstack/react-router';
import { firstProject, mayManage, projectsOf, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { organizationPagesFor, PROJECT_PAGES } from './pages.ts';

export function Navigation() {
  const tenancy = useTenancy();
  const organization = tenancy.organization ?? tenancy.organizations[0] ?? null;
  const own = projectsOf(tenancy.projects, organization?.organization_id);
  const project = tenancy.project ?? firstProject({ projects: own });
  return (
    <nav className="nav stack" aria-label={texts.nav.label}>
      {project && (
        <div>
          <p className="nav-title">{project.name}</p>
          <ul>
            {PROJECT_PAGES.map(([to, label]) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ projectId: project.project_id }}
                  activeOptions={{ exact: to === '/p/$projectId', includeSearch: false }}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {organization && (
        <div>
          <p className="nav-title">{organization.name}</p>
          <ul>
            {organizationPagesFor(mayManage(organization)).map(([to, label]) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ organizationId: organization.organization_id }}
                  activeOptions={{ includeSearch: false }}
                >
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
