/** Writing a rule: name, order, state, conditions, what it does; and the backtest of exactly what is on the screen. */
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import type { Precondition } from '../api/etags.ts';
import { Refusal } from '../api/refusal.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { FormValues } from '../ui/form-values.ts';
import { notify } from '../ui/notifications.tsx';
import { Panel } from '../ui/page.tsx';
import { Backtest } from './backtest.tsx';
import { conditionsOf, draftOf, type GroupDraft, newGroup } from './draft.ts';
import { Faults, Lists } from './editor-context.ts';
import { type Effect, effectOf, SideEffects } from './side-effects.tsx';
import { TreeEditor } from './tree-editor.tsx';

type Rule = Schemas['RuleView'];
const ALL = '/v1/projects/{project_id}/rules';
const { rules } = texts;
const STATUSES = Object.entries(rules.status_words);
const VERDICTS = Object.entries(rules.verdict_words);

interface RuleEditorProps {
  rule?: Rule;
  /** Discards what was typed. */
  restart?: () => void;
}

export function RuleEditor({ rule: latest, restart }: RuleEditorProps) {
  // as it was opened: what another person saves meanwhile must not come in field by field
  const [rule] = useState(latest);
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const form = useRef<HTMLFormElement>(null);
  const lists = api.useQuery('get', '/v1/projects/{project_id}/lists', { params: { path: { project_id } } });
  const [tree, setTree] = useState(() => (rule ? draftOf(rule.conditions) : newGroup()));
  const [effects, setEffects] = useState(() => (rule?.action.side_effects ?? []).map(effectOf));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const save = useSave(rule);
  const currentRule = () => bodyOf(new FormValues(new FormData(form.current!)), tree, effects);
  /** Shows what is wrong at the conditions that it is about. */
  const withFaults = async <T,>(call: () => Promise<T>): Promise<T> => {
    setRefusal(null);
    try {
      return await call();
    } catch (error) {
      if (error instanceof Refusal) setRefusal(error);
      throw error;
    }
  };
  return (
    <Lists value={lists.data?.data ?? []}>
      <Faults value={faultsIn(refusal)}>
        <Panel title={rules.what}>
          <Form
            formRef={form}
            action={rule ? texts.actions.save : rules.create}
            send={(_, header) => withFaults(() => save(currentRule(), header))}
            edits={rule && `/v1/projects/${project_id}/rules/${rule.rule_id}`}
            restart={restart}
            disabled={!mayManage}
          >
            <RuleFields rule={rule} />
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
        </Panel>
        <Backtest currentRule={currentRule} run={withFaults} />
      </Faults>
    </Lists>
  );
}

function useSave(rule: Rule | undefined) {
  const { project_id } = useProject();
  const navigate = useNavigate();
  return async (body: Schemas['CreateRule'], header: Precondition) => {
    if (rule) {
      const path = { project_id, rule_id: rule.rule_id };
      await gateway.PATCH('/v1/projects/{project_id}/rules/{rule_id}', { params: { path, header }, body });
    } else {
      const made = await dataOf(gateway.POST(ALL, { params: { path: { project_id } }, body }));
      await navigate({ to: '/p/$projectId/rules/$ruleId', params: { projectId: project_id, ruleId: made.rule_id } });
    }
    notify(rules.saved[body.status ?? 'draft']);
    await refresh(ALL);
  };
}

function RuleFields({ rule }: { rule: Rule | undefined }) {
  return (
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
  );
}

function bodyOf(values: FormValues, tree: GroupDraft, effects: readonly Effect[]): Schemas['CreateRule'] {
  return {
    name: values.text('name'),
    priority: values.number('priority'),
    status: values.text('status') as Rule['status'],
    conditions: conditionsOf(tree) as Schemas['CreateRule']['conditions'],
    action: {
      verdict: values.text('verdict') as Rule['action']['verdict'],
      side_effects: effects.map(({ key: _, ...effect }) => effect) as unknown as Record<string, never>[],
    },
  };
}

/** A backtest carries the rule inside its body. */
const faultsIn = (refusal: Refusal | null) =>
  (refusal?.faults ?? []).map(({ field, message }) => ({ field: field.replace(/^\/rule(?=\/)/, ''), message }));
