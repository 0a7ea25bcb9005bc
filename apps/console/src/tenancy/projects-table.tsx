/** Projects, each a way to its overview. */
import { Link } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';
import { PlainTable } from '../ui/plain-table.tsx';
import { modeOfProject, type Project } from './tenancy.tsx';

const { tenancy } = texts;

export function ProjectsTable({ name, of }: { name: string; of: readonly Project[] }) {
  return (
    <PlainTable name={name} heads={[tenancy.name, tenancy.environment, tenancy.mode]}>
      {of.map((project) => (
        <tr key={project.project_id}>
          <td>
            <Link to="/p/$projectId" params={{ projectId: project.project_id }}>
              {project.name}
            </Link>
          </td>
          <td>{project.environment?.name ?? '—'}</td>
          <td>{modeOfProject(project)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
