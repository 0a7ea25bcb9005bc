/** Writing a rule: name, order, state, conditions, what it does. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import type { Precondition } from '../api/etags.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { SelectField, TextField } from '../ui/fields.tsx';
import { Form, type FormValues } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { conditionsOf, draftOf, newGroup } from './draft.ts';
import { effectOf, SideEffects } from './side-effects.tsx';
import { Faults, Lists } from './editor-context.ts';
import { TreeEditor } from './tree-editor.tsx';

type Rule = Schemas['RuleView'];
const ALL = '/v1/projects/{project_id}/rules';
const { rules } = texts;
const STATUSES = Object.entries(rules.status_words);
const VERDICTS = Object.entries(texts.scans.verdicts);

interface Props {
  rule?: Rule;
  /** Throws away what was typed. */
  restart?: () => void;
}

export function RuleEditor({ rule: latest, restart }: Props) {
  // as it was opened: what another person saves meanwhile must not come in field by field
  const [rule] = useState(latest);
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const lists = api.useQuery('get', '/v1/projects/{project_id}/lists', { params: { path: { project_id } } });
  const [tree, setTree] = useState(() => (rule ? draftOf(rule.conditions) : newGroup()));
  const [effects, setEffects] = useState(() => (rule?.action.side_effects ?? []).map(effectOf));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const send = async (values: FormValues, header: Precondition) => {
    setRefusal(null);
    const body = {
      name: values.text('name'),
      priority: values.number('priority'),
      status: values.text('status') as Rule['status'],
      conditions: conditionsOf(tree) as Schemas['CreateRule']['conditions'],
      action: {
        verdict: values.text('verdict') as Rule['action']['verdict'],
        side_effects: effects.map(({ key: _, ...effect }) => effect) as unknown as Record<string, never>[],
      },
    };
    try {
      if (rule) {
        const path = { project_id, rule_id: rule.rule_id };
        await gateway.PATCH('/v1/projects/{project_id}/rules/{rule_id}', { params: { path, header }, body });
      } else {
        const made = await dataOf(gateway.POST(ALL, { params: { path: { project_id } }, body }));
        await navigate({ to: '/p/$projectId/rules/$ruleId', params: { projectId: project_id, ruleId: made.rule_id } });
      }
      notify(rules.saved);
      await refresh(ALL);
    } catch (error) {
      if (error instanceof Refusal) setRefusal(error);
      throw error;
    }
  };
  return (
    <Lists value={lists.data?.data ?? []}>
      <Faults value={refusal?.faults ?? []}>
        <Form
          action={rule ? texts.actions.save : rules.create}
          send={send}
          edits={rule && `/v1/projects/${project_id}/rules/${rule.rule_id}`}
          restart={restart}
          disabled={!mayManage}
        >
          <div className="fields">
            <TextField name="name" label={rules.name} defaultValue={rule?.name} required maxLength={200} />
            <TextField
              name="priority"
              label={rules.priority}
              hint={rules.priority_hint}
              type="number"
              min={0}
              max={1_000_000}
              defaultValue={rule?.priority}
            />
            <SelectField name="status" label={rules.status} options={STATUSES} defaultValue={rule?.status ?? 'draft'} />
          </div>
          <div className="field">
            <h3>{rules.when}</h3>
            <TreeEditor group={tree} change={setTree} />
          </div>
          <div className="columns">
            <SelectField
              name="verdict"
              label={rules.then}
              options={VERDICTS}
              defaultValue={rule?.action.verdict ?? 'block'}
            />
            <SideEffects effects={effects} change={setEffects} />
          </div>
        </Form>
      </Faults>
    </Lists>
  );
}
