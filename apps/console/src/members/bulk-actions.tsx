/** What can be done with all the people that are ticked. */
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { askErasure } from '../privacy/erasures.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { count, texts } from '../texts/texts.ts';
import { BulkDialog } from '../ui/bulk-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/fields.tsx';
import type { SelectionState } from '../ui/selection.ts';
import { Empty } from '../ui/states.tsx';
import { nameOf } from './member-name.ts';

type Member = Schemas['MemberView'];
type Act = 'disable' | 'enable' | 'list' | 'erase';
const { members, bulk } = texts;
const PATH = '/v1/projects/{project_id}/members/{member_id}';
const ACTS: readonly (readonly [Act, string])[] = [
  ['disable', members.disable],
  ['enable', members.enable],
  ['list', members.add_to_list],
  ['erase', members.erase],
];

export function BulkActions({ selection }: { selection: SelectionState<Member> }) {
  const [act, setAct] = useState<Act | null>(null);
  const items = [...selection.items.values()];
  const close = () => setAct(null);
  const done = () => {
    close();
    selection.clear();
    void refresh('/v1/projects/{project_id}/members', '/v1/projects/{project_id}/lists');
  };
  const common = { items, labelOf: nameOf, close, done };
  return (
    <div className="bulk-bar" role="region" aria-label={bulk.bar}>
      <b role="status">{count(bulk.selected, items.length)}</b>
      {ACTS.map(([name, label]) => (
        <Button key={name} size="small" kind={name === 'erase' ? 'danger' : undefined} onClick={() => setAct(name)}>
          {label}
        </Button>
      ))}
      <Button size="small" kind="quiet" onClick={selection.clear}>
        {bulk.clear}
      </Button>
      {(act === 'disable' || act === 'enable') && (
        <BulkDialog
          {...common}
          title={act === 'disable' ? bulk.disable : bulk.enable}
          action={act === 'disable' ? members.disable : members.enable}
          run={({ project_id, member_id }) =>
            gateway.PATCH(PATH, {
              params: { path: { project_id, member_id } },
              body: { status: act === 'disable' ? 'disabled' : 'active' },
            })
          }
        />
      )}
      {act === 'list' && <AddManyToList {...common} />}
      {act === 'erase' && (
        <BulkDialog
          {...common}
          irreversible
          title={bulk.erase}
          action={members.erase}
          run={(member, values) => askErasure(member, values.text('reason'))}
        >
          <p>{texts.privacy.text}</p>
          <TextField
            name="reason"
            label={texts.privacy.reason}
            hint={texts.privacy.reason_hint}
            required
            maxLength={500}
          />
        </BulkDialog>
      )}
    </div>
  );
}

interface AddManyProps {
  items: readonly Member[];
  labelOf: (member: Member) => string;
  close: () => void;
  done: () => void;
}

function AddManyToList(props: AddManyProps) {
  const { project_id } = useProject();
  const lists = api.useQuery('get', '/v1/projects/{project_id}/lists', {
    params: { path: { project_id }, query: { type: 'member' } },
  });
  const options = (lists.data?.data ?? []).map(({ list_id, name }) => [list_id, name] as const);
  return (
    <BulkDialog
      {...props}
      title={bulk.list}
      action={members.add_to_list}
      run={({ member_id }, values) =>
        gateway.PATCH('/v1/projects/{project_id}/lists/{list_id}/entries', {
          params: { path: { project_id, list_id: values.text('list_id') } },
          body: { add: [member_id] },
        })
      }
    >
      {lists.data && options.length === 0 ? (
        <Empty title={members.no_list}>{members.no_list_text}</Empty>
      ) : (
        <SelectField name="list_id" label={texts.rules.list} options={options} required />
      )}
    </BulkDialog>
  );
}
