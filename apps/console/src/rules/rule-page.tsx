/** One rule: what it asks, what it does, how often it did, and what it would have done. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, number, texts } from '../texts/texts.ts';
import { BackLink } from '../shell/back-link.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { RuleEditor } from './rule-editor.tsx';

type Rule = Schemas['RuleView'];
const ALL = '/v1/projects/{project_id}/rules';
const PATH = '/v1/projects/{project_id}/rules/{rule_id}';
const REFRESH_MS = 10_000;
const { rules } = texts;

export function NewRulePage() {
  return (
    <Page title={rules.create} crumb={<BackLink to="/p/$projectId/rules">{rules.title}</BackLink>}>
      <RuleEditor />
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
    { refetchInterval: REFRESH_MS },
  );
  return <Loaded of={rule}>{(data) => <RuleView rule={data} key={data.rule_id} />}</Loaded>;
}

function RuleView({ rule }: { rule: Rule }) {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  const [round, setRound] = useState(0);
  return (
    <Page
      title={rule.name}
      crumb={<BackLink to="/p/$projectId/rules">{rules.title}</BackLink>}
      state={<Badge state={rule.status}>{rules.statuses[rule.status]}</Badge>}
      actions={
        mayManage && (
          <Button kind="danger" onClick={() => setDeleting(true)}>
            {texts.actions.delete}
          </Button>
        )
      }
    >
      <RuleEditor rule={rule} key={round} restart={() => setRound(round + 1)} />
      <Panel title={rules.statistics}>
        <DetailList
          of={[
            [rules.matches, number(rule.stats.match_count)],
            [rules.last_match, <Ago key="last" instant={rule.stats.last_match_at} never={rules.never} />],
            [rules.changed, <Moment key="changed" instant={rule.updated_at} />],
          ]}
        />
      </Panel>
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
