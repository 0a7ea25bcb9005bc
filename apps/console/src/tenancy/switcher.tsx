/** From one project to another, by organization. */
import { useNavigate } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';
import { projectLabel, useTenancy } from './tenancy.tsx';

export function Switcher() {
  const { organizations, projects, project, organization } = useTenancy();
  const navigate = useNavigate();
  const go = (value: string) => {
    const [kind, id = ''] = value.split(':');
    if (kind === 'p') void navigate({ to: '/p/$projectId', params: { projectId: id } });
    if (kind === 'o') void navigate({ to: '/o/$organizationId/projects', params: { organizationId: id } });
  };
  const value = project ? `p:${project.project_id}` : organization ? `o:${organization.organization_id}` : '';
  const others = project && !projects.some(({ project_id }) => project_id === project.project_id) ? [project] : [];
  return (
    <label className="field">
      <span className="nav-title">{texts.tenancy.switch}</span>
      <select className="input" value={value} onChange={(event) => go(event.target.value)}>
        {value === '' && <option value="">{texts.tenancy.choose}</option>}
        {organizations.map(({ organization_id, name }) => (
          <optgroup label={name} key={organization_id}>
            {[...others, ...projects]
              .filter((one) => one.organization_id === organization_id)
              .map((one) => (
                <option key={one.project_id} value={`p:${one.project_id}`}>
                  {projectLabel(one)}
                </option>
              ))}
            <option value={`o:${organization_id}`}>{texts.tenancy.whole_organization}</option>
          </optgroup>
        ))}
      </select>
    </label>
  );
}
