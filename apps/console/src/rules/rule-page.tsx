/** One rule: what it asks, what it does, how often it did, and what it would have done. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, number, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { Backtest } from './backtest.tsx';
import { RuleEditor } from './rule-editor.tsx';

type Rule = Schemas['RuleView'];
const ALL = '/v1/projects/{project_id}/rules';
const PATH = '/v1/projects/{project_id}/rules/{rule_id}';
const { rules } = texts;

function Crumb() {
  const { project_id } = useProject();
  return (
    <Link to="/p/$projectId/rules" params={{ projectId: project_id }}>
      {rules.title}
    </Link>
  );
}

export function NewRulePage() {
  return (
    <Page title={rules.create} crumb={<Crumb />}>
      <Panel title={rules.what}>
        <RuleEditor />
      </Panel>
    </Page>
  );
}

export function RulePage() {
  const { project_id } = useProject();
  const { ruleId } = useParams({ strict: false });
  const rule = api.useQuery(
    'get',
    PATH,
    { params: { path: { project_id, rule_id: ruleId! } } },
    { refetchInterval: 10_000 },
  );
  return <Loaded of={rule}>{(data) => <RuleOf rule={data} key={data.rule_id} />}</Loaded>;
}

function RuleOf({ rule }: { rule: Rule }) {
  const { project_id, time_zone } = useProject();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const [round, setRound] = useState(0);
  return (
    <Page
      title={rule.name}
      crumb={<Crumb />}
      actions={
        mayManage && (
          <Button kind="danger" onClick={() => setDeleting(true)}>
            {texts.actions.delete}
          </Button>
        )
      }
    >
      <Panel title={rules.what}>
        <RuleEditor rule={rule} key={round} restart={() => setRound(round + 1)} />
      </Panel>
      <div className="columns">
        <Panel title={rules.statistics}>
          <DetailList
            of={[
              [rules.matches, number(rule.stats.match_count)],
              [rules.last_match, <Ago key="last" instant={rule.stats.last_match_at} never={rules.never} />],
              [rules.changed, <Moment key="changed" instant={rule.updated_at} timeZone={time_zone} />],
            ]}
          />
        </Panel>
        <Backtest rule={rule} />
      </div>
      <Confirm
        open={deleting}
        close={() => setDeleting(false)}
        title={fill(rules.delete_title, { name: rule.name })}
        action={texts.actions.delete}
        run={async () => {
          await gateway.DELETE(PATH, { params: { path: { project_id, rule_id: rule.rule_id } } });
          await navigate({ to: '/p/$projectId/rules', params: { projectId: project_id } });
          await refresh(ALL);
        }}
      >
        <p>{rules.delete_text}</p>
      </Confirm>
    </Page>
  );
}
