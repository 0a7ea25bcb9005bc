/** From one project to another, and from one organization to another, each by its name. */
import { useNavigate } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';
import { firstProject, projectLabel, projectsOf, useTenancy } from './tenancy.tsx';

export function Switcher() {
  const { organizations, projects, project, organization } = useTenancy();
  const navigate = useNavigate();
  const shown = organization ?? organizations[0] ?? null;
  const own = projectsOf(projects, shown?.organization_id);
  const listed = project && !own.some(({ project_id }) => project_id === project.project_id) ? [project, ...own] : own;
  const openProject = (projectId: string) => void navigate({ to: '/p/$projectId', params: { projectId } });
  const openOrganization = (organizationId: string) => {
    const first = firstProject({ projects: projectsOf(projects, organizationId) });
    if (first) openProject(first.project_id);
    else void navigate({ to: '/o/$organizationId/projects', params: { organizationId } });
  };
  return (
    <div className="stack">
      {organizations.length > 1 && (
        <label className="field">
          <span className="nav-title">{texts.tenancy.organization}</span>
          <select
            className="input"
            value={shown?.organization_id ?? ''}
            onChange={(event) => openOrganization(event.target.value)}
          >
            {organizations.map(({ organization_id, name }) => (
              <option key={organization_id} value={organization_id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {listed.length > 0 && (
        <label className="field">
          <span className="nav-title">{texts.tenancy.switch}</span>
          <select
            className="input"
            value={project?.project_id ?? ''}
            onChange={(event) => openProject(event.target.value)}
          >
            {!project && <option value="">{texts.tenancy.choose}</option>}
            {listed.map((one) => (
              <option key={one.project_id} value={one.project_id}>
                {projectLabel(one)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
