/** One list: who or what stands on it, putting on and taking off. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { DeviceLink, MemberLink } from '../scans/named-links.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { count, fill, texts, word } from '../texts/texts.ts';
import { inZone } from '../texts/times.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';

type List = Schemas['ListView'];
type Entry = Schemas['ListEntryView'];
const ALL = '/v1/projects/{project_id}/lists';
const PATH = '/v1/projects/{project_id}/lists/{list_id}';
const ENTRIES = '/v1/projects/{project_id}/lists/{list_id}/entries';
const { lists } = texts;

export function ListPage() {
  const { project_id } = useProject();
  const { listId } = useParams({ strict: false });
  const list = api.useQuery('get', PATH, { params: { path: { project_id, list_id: listId! } } });
  return <Loaded of={list}>{(data) => <ListOf list={data} />}</Loaded>;
}

function ListOf({ list }: { list: List }) {
  const { project_id, time_zone } = useProject();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'add' | 'delete' | null>(null);
  const path = { project_id, list_id: list.list_id };
  const change = async (body: Schemas['ChangeEntries']) => {
    const { added, removed } = await dataOf(gateway.PATCH(ENTRIES, { params: { path }, body }));
    notify(fill(lists.changed, { added, removed }));
    await refresh(ALL);
  };
  const takeOff = mayManage ? (value: string) => change({ remove: [value] }) : null;
  return (
    <Page
      title={list.name}
      crumb={
        <Link to="/p/$projectId/lists" params={{ projectId: project_id }}>
          {lists.title}
        </Link>
      }
      actions={
        mayManage && (
          <>
            <Button kind="primary" onClick={() => setOpen('add')}>
              {lists.add}
            </Button>
            <Button kind="danger" onClick={() => setOpen('delete')}>
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
            [lists.ttl, list.ttl === null ? lists.stays : fill(lists.ttl_days, { days: list.ttl / 86_400 })],
          ]}
        />
      </Panel>
      <ResourceTable
        name={lists.entries}
        address={[ENTRIES, path]}
        load={(query) => dataOf(gateway.GET(ENTRIES, { params: { path, query } }))}
        rowId={({ value }) => value}
        columns={columnsOf(list, time_zone, takeOff)}
        empty={<Empty title={lists.no_entries} />}
      />
      <Dialog open={open === 'add'} close={() => setOpen(null)} title={lists.add}>
        <Form
          action={lists.add}
          cancel={() => setOpen(null)}
          send={async (values) => {
            await change({
              add: values
                .text('add')
                .split(/[\s,;]+/)
                .filter(Boolean),
            });
            setOpen(null);
          }}
        >
          <TextArea name="add" label={lists.values} hint={lists.values_hint} required rows={6} spellCheck={false} />
        </Form>
      </Dialog>
      <Confirm
        open={open === 'delete'}
        close={() => setOpen(null)}
        title={fill(lists.delete_title, { name: list.name })}
        action={texts.actions.delete}
        run={async () => {
          await gateway.DELETE(PATH, { params: { path } });
          await navigate({ to: '/p/$projectId/lists', params: { projectId: project_id } });
          await refresh(ALL);
        }}
      >
        <p>{lists.delete_text}</p>
      </Confirm>
    </Page>
  );
}

/** @param takeOff null for those who only look */
function columnsOf(list: List, timeZone: string, takeOff: ((value: string) => Promise<void>) | null): Column<Entry>[] {
  return [
    {
      name: lists.value,
      narrow: 'title',
      width: 'minmax(0, 2fr)',
      cell: ({ value }) => <Value type={list.type} value={value} />,
    },
    {
      name: inZone(lists.added, timeZone),
      width: 'minmax(13rem, 1fr)',
      cell: ({ added_at }) => <Moment instant={added_at} timeZone={timeZone} />,
    },
    { name: lists.ends, cell: ({ expires_at }) => (expires_at ? <Ago instant={expires_at} /> : lists.stays) },
    ...(takeOff
      ? [
          {
            name: texts.actions.acts,
            narrow: 'side' as const,
            width: '7rem',
            cell: ({ value }: Entry) => (
              <ActionButton size="small" run={() => takeOff(value)} aria-label={fill(lists.take_off_of, { value })}>
                {lists.take_off}
              </ActionButton>
            ),
          },
        ]
      : []),
  ];
}

function Value({ type, value }: { type: List['type']; value: string }) {
  if (type === 'member') return <MemberLink id={value} />;
  if (type === 'device') return <DeviceLink id={value} />;
  return <code>{value}</code>;
}
