/** What a new project still needs before the first person is recognised; it goes away when all is done. */
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { Panel } from '../ui/page.tsx';
import { REFRESH_MS } from './this-minute.ts';

const { steps } = texts.analytics;
const ONE_PAGE = { per_page: 10 };
const OPTIONS = { refetchInterval: REFRESH_MS };

interface Step {
  name: string;
  done: boolean;
  to: '/p/$projectId/devices' | '/p/$projectId/members' | '/p/$projectId/scans';
  search: Record<string, string>;
}

/** @returns null until all of it is known */
function useSteps(): Step[] | null {
  const { project_id } = useProject();
  const path = { project_id };
  const devices = api.useQuery(
    'get',
    '/v1/projects/{project_id}/devices',
    { params: { path, query: ONE_PAGE } },
    OPTIONS,
  );
  const members = api.useQuery(
    'get',
    '/v1/projects/{project_id}/members',
    { params: { path, query: ONE_PAGE } },
    OPTIONS,
  );
  const enrolled = api.useQuery(
    'get',
    '/v1/projects/{project_id}/enrollment-sessions',
    { params: { path, query: { ...ONE_PAGE, status: 'completed' } } },
    OPTIONS,
  );
  const known = api.useQuery(
    'get',
    '/v1/projects/{project_id}/scan-results',
    { params: { path, query: { ...ONE_PAGE, result: 'matched', operation: 'identify' } } },
    OPTIONS,
  );
  const totals = [devices, members, enrolled, known].map(({ data }) => data?.total);
  if (totals.some((total) => total === undefined)) return null;
  const [paired, added, onFile, recognised] = totals.map((total) => total! > 0);
  return [
    { name: steps.pair, done: paired!, to: '/p/$projectId/devices', search: { open: 'pair' } },
    { name: steps.add, done: added!, to: '/p/$projectId/members', search: { open: 'new' } },
    // palms that a backend enrolled leave no session, but the recognition that follows
    { name: steps.enroll, done: onFile! || recognised!, to: '/p/$projectId/members', search: {} },
    { name: steps.scan, done: recognised!, to: '/p/$projectId/scans', search: { live: 'on' } },
  ];
}

export function FirstSteps() {
  const { tenant_managed } = useProject();
  const mayManage = useMayManage();
  return mayManage && tenant_managed ? <Checklist /> : null;
}

function Checklist() {
  const { project_id } = useProject();
  const list = useSteps();
  if (!list || list.at(-1)!.done) return null;
  return (
    <Panel title={steps.title}>
      <ol className="steps">
        {list.map(({ name, done, to, search }) => (
          <li key={name} data-done={done || undefined}>
            {done ? (
              <>
                <span aria-hidden="true">✓</span> {name} <span className="unseen">{steps.done}</span>
              </>
            ) : (
              <>
                <span aria-hidden="true">○</span>{' '}
                <Link to={to} params={{ projectId: project_id }} search={search as never}>
                  {name}
                </Link>
              </>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
