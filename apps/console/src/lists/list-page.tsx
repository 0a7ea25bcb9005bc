/** One list: its entries, adding and removing them. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { DeviceLink, MemberLink } from '../scans/named-links.tsx';
import { NamedPicker } from '../scans/named-picker.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { count, fill, number, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { useAddressState } from '../ui/address-state.ts';
import { BackLink } from '../shell/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { useMarkChanged } from '../ui/unsaved-changes.tsx';

type List = Schemas['ListView'];
type Entry = Schemas['ListEntryView'];
const ALL = '/v1/projects/{project_id}/lists';
const PATH = '/v1/projects/{project_id}/lists/{list_id}';
const ENTRIES = '/v1/projects/{project_id}/lists/{list_id}/entries';
const DAY_S = 86_400;
const { lists } = texts;

export function ListPage() {
  const { project_id } = useProject();
  const { listId } = useParams({ strict: false });
  const list = api.useQuery('get', PATH, { params: { path: { project_id, list_id: listId! } } });
  return <Loaded of={list}>{(data) => <ListView list={data} />}</Loaded>;
}

/** Adds and removes, and says how many. */
function useChange(list_id: string) {
  const { project_id } = useProject();
  return async (body: Schemas['ChangeEntries']) => {
    const { added, removed } = await dataOf(
      gateway.PATCH(ENTRIES, { params: { path: { project_id, list_id } }, body }),
    );
    notify(fill(lists.changed, { added: number(added), removed: number(removed) }));
    await refresh(ALL);
  };
}

function ListView({ list }: { list: List }) {
  const { list_id, type } = list;
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const [state, setState] = useAddressState<'open'>();
  const close = () => setState({ open: undefined }, 'replace');
  const path = { project_id, list_id };
  const columns = useMemo(() => columnsOf(type, mayManage ? list_id : null), [list_id, type, mayManage]);
  return (
    <Page
      title={list.name}
      crumb={<BackLink to="/p/$projectId/lists">{lists.title}</BackLink>}
      actions={
        mayManage && (
          <>
            <Button kind="primary" onClick={() => setState({ open: 'add' })}>
              {lists.add}
            </Button>
            <Button kind="danger" onClick={() => setState({ open: 'delete' })}>
              {texts.actions.delete}
            </Button>
          </>
        )
      }
    >
      <Panel>
        <DetailList
          of={[
            [lists.type, word(lists.types, list.type)],
            [lists.description, list.description],
            [lists.entries, count(lists.entry_count, list.entry_count)],
            [lists.ttl, list.ttl === null ? lists.stays : fill(lists.ttl_days, { days: number(list.ttl / DAY_S) })],
          ]}
        />
      </Panel>
      <ResourceTable
        name={lists.entries}
        address={[ENTRIES, path]}
        load={(query) => dataOf(gateway.GET(ENTRIES, { params: { path, query } }))}
        rowId={({ value }) => value}
        columns={columns}
        empty={<Empty title={lists.no_entries} />}
      />
      <AddEntries list={list} open={mayManage && state.open === 'add'} close={close} />
      <DeleteList list={list} open={mayManage && state.open === 'delete'} close={close} />
    </Page>
  );
}

interface ListDialogProps {
  list: List;
  open: boolean;
  close: () => void;
}

function AddEntries({ list, open, close }: ListDialogProps) {
  const [ids, setIds] = useState<string[]>([]);
  const change = useChange(list.list_id);
  const named = list.type === 'member' || list.type === 'device' ? list.type : null;
  return (
    <Dialog open={open} close={close} title={lists.add}>
      <Form
        action={lists.add}
        cancel={close}
        send={async (values) => {
          const typed = values
            .text('add')
            .split(/[\s,;]+/)
            .filter(Boolean);
          const add = named ? ids : typed;
          if (add.length === 0) throw Refusal.atField('add', lists.nothing_chosen);
          await change({ add });
          setIds([]);
          close();
        }}
      >
        {named ? (
          <NamedEntries kind={named} ids={ids} change={setIds} />
        ) : (
          <TextArea
            name="add"
            label={lists.values}
            hint={word(lists.values_hints, list.type)}
            required
            rows={6}
            spellCheck={false}
          />
        )}
      </Form>
    </Dialog>
  );
}

interface NamedEntriesProps {
  kind: 'member' | 'device';
  ids: string[];
  change: (ids: string[]) => void;
}

function NamedEntries({ kind, ids, change }: NamedEntriesProps) {
  const markChanged = useMarkChanged();
  return (
    <div className="field">
      <span aria-hidden="true">{lists.types[kind]}</span>
      <NamedPicker
        kind={kind}
        label={lists.types[kind]}
        ids={ids}
        change={(next) => {
          markChanged();
          change(next);
        }}
      />
    </div>
  );
}

function DeleteList({ list, open, close }: ListDialogProps) {
  const navigate = useNavigate();
  const { list_id } = list;
  const { project_id } = useProject();
  return (
    <Confirm
      open={open}
      close={close}
      title={fill(lists.delete_title, { name: list.name })}
      action={texts.actions.delete}
      run={async () => {
        await gateway.DELETE(PATH, { params: { path: { project_id, list_id } } });
        await navigate({ to: '/p/$projectId/lists', params: { projectId: project_id } });
        await refresh(ALL);
      }}
    >
      <p>{lists.delete_text}</p>
    </Confirm>
  );
}

/** @param removeFrom the list, for those who may change it */
function columnsOf(type: List['type'], removeFrom: string | null): Column<Entry>[] {
  const remove: Column<Entry> = {
    name: texts.actions.acts,
    narrow: 'side',
    width: '8rem',
    cell: ({ value }) => <Removal listId={removeFrom!} value={value} />,
  };
  return [
    {
      name: lists.value,
      narrow: 'title',
      width: 'minmax(0, 2fr)',
      cell: ({ value }) => <Value type={type} value={value} />,
    },
    { name: lists.added, width: 'minmax(11rem, 1fr)', cell: ({ added_at }) => <Moment instant={added_at} /> },
    { name: lists.ends, cell: ({ expires_at }) => (expires_at ? <Ago instant={expires_at} /> : lists.stays) },
    ...(removeFrom === null ? [] : [remove]),
  ];
}

function Removal({ listId, value }: { listId: string; value: string }) {
  const change = useChange(listId);
  return (
    <ActionButton size="small" run={() => change({ remove: [value] })} aria-label={fill(lists.take_off_of, { value })}>
      {lists.take_off}
    </ActionButton>
  );
}

function Value({ type, value }: { type: List['type']; value: string }) {
  if (type === 'member') return <MemberLink id={value} />;
  if (type === 'device') return <DeviceLink id={value} />;
  return <code>{value}</code>;
}
