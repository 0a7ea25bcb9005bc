/** The rules of a project in the order in which they are evaluated. */
import { Link } from '@tanstack/react-router';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { number, texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Badge } from '../ui/badge.tsx';
import { Filter, oneOf } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';

type Rule = Schemas['RuleView'];
const PATH = '/v1/projects/{project_id}/rules';
const REFRESH_MS = 10_000;
const { rules } = texts;

export function RulesPage() {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const [state] = useAddressState<'status'>();
  const query = { status: oneOf(state.status, rules.statuses) };
  const create = mayManage && (
    <Link to="/p/$projectId/rules/new" params={{ projectId: project_id }} className="button" data-kind="primary">
      {rules.create}
    </Link>
  );
  const columns: Column<Rule>[] = [
    { name: rules.priority, width: '5rem', narrow: 'hide', numeric: true, cell: ({ priority }) => priority },
    {
      name: rules.name,
      narrow: 'title',
      width: 'minmax(0, 2fr)',
      cell: ({ rule_id, name }) => (
        <Link className="row-link" to="/p/$projectId/rules/$ruleId" params={{ projectId: project_id, ruleId: rule_id }}>
          {name}
        </Link>
      ),
    },
    {
      name: rules.status,
      narrow: 'side',
      cell: (rule) => <Badge state={rule.status}>{rules.statuses[rule.status]}</Badge>,
    },
    {
      name: rules.verdict,
      cell: ({ action }) => <Badge state={action.verdict}>{word(texts.scans.verdicts, action.verdict)}</Badge>,
    },
    { name: rules.matches, numeric: true, cell: ({ stats }) => number(stats.match_count) },
    {
      name: rules.last_match,
      narrow: 'hide',
      cell: ({ stats }) => <Ago instant={stats.last_match_at} never={rules.never} />,
    },
  ];
  return (
    <Page title={rules.title} actions={create}>
      <div className="filters">
        <Filter name="status" label={rules.status} options={Object.entries(rules.statuses)} />
      </div>
      <ResourceTable
        name={rules.title}
        address={[PATH, project_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ rule_id }) => rule_id}
        columns={columns}
        refreshMs={REFRESH_MS}
        empty={
          <Empty title={state.status ? texts.states.nothing_found : rules.empty}>
            <p>{rules.empty_text}</p>
            {create}
          </Empty>
        }
      />
    </Page>
  );
}
