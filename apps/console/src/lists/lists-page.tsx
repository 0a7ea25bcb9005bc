/** The named lists that conditions of rules use: people, terminals, addresses, external ids. */
import { Link } from '@tanstack/react-router';
import { dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { number, texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/fields.tsx';
import { Filter, oneOf } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';

type List = Schemas['ListView'];
const PATH = '/v1/projects/{project_id}/lists';
const { lists } = texts;
const TYPES = Object.entries(lists.types);
const DAY_S = 86_400;

export function ListsPage() {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const [state, change] = useAddressState<'type' | 'open'>();
  const close = () => change({ open: undefined }, 'replace');
  const query = { type: oneOf(state.type, lists.types) };
  const columns: Column<List>[] = [
    {
      name: lists.name,
      narrow: 'title',
      width: 'minmax(0, 1.5fr)',
      cell: ({ list_id, name }) => (
        <Link className="row-link" to="/p/$projectId/lists/$listId" params={{ projectId: project_id, listId: list_id }}>
          {name}
        </Link>
      ),
    },
    { name: lists.type, narrow: 'side', cell: (list) => word(lists.types, list.type) },
    { name: lists.entries, numeric: true, cell: ({ entry_count }) => number(entry_count) },
    { name: lists.description, cell: ({ description }) => description ?? '—' },
    { name: lists.updated, narrow: 'hide', cell: ({ updated_at }) => <Ago instant={updated_at} /> },
  ];
  const create = mayManage && (
    <Button kind="primary" onClick={() => change({ open: 'new' })}>
      {lists.create}
    </Button>
  );
  return (
    <Page title={lists.title} actions={create}>
      <div className="filters">
        <Filter name="type" label={lists.type} options={TYPES} />
      </div>
      <ResourceTable
        name={lists.title}
        address={[PATH, project_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ list_id }) => list_id}
        columns={columns}
        empty={
          <Empty title={state.type ? texts.states.nothing_found : lists.empty}>
            <p>{lists.empty_text}</p>
            {create}
          </Empty>
        }
      />
      <Dialog open={Boolean(mayManage) && state.open === 'new'} close={close} title={lists.create}>
        <Form
          action={lists.create_action}
          cancel={close}
          send={async (values) => {
            const days = values.number('ttl_days');
            await gateway.POST(PATH, {
              params: { path: { project_id } },
              body: {
                name: values.text('name'),
                type: values.text('type') as List['type'],
                description: values.textOrNull('description'),
                ttl: days === undefined ? null : Math.round(days * DAY_S),
              },
            });
            close();
            await refresh(PATH);
          }}
        >
          <TextField name="name" label={lists.name} hint={lists.name_hint} required maxLength={64} />
          <SelectField name="type" label={lists.type} options={TYPES} />
          <TextField name="description" label={lists.description} maxLength={500} />
          <TextField name="ttl_days" label={lists.ttl} hint={lists.ttl_hint} type="number" min={1} max={3660} />
        </Form>
      </Dialog>
    </Page>
  );
}
