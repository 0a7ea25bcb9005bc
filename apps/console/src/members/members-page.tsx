/** The people of a project: found by name, e-mail, telephone or id, and acted on one by one or many at once. */
import { Link, useNavigate } from '@tanstack/react-router';
import { dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Filter, oneOf, SearchFilter } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { useSelection } from '../ui/selection.ts';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { MemberFields, memberFrom } from './member-fields.tsx';
import { nameOf } from './member-name.ts';

type Member = Schemas['MemberView'];
const PATH = '/v1/projects/{project_id}/members';
const { members } = texts;
const HANDS = { left: members.hand_words.left, right: members.hand_words.right };

const COLUMNS: Column<Member>[] = [
  {
    name: members.name,
    width: 'minmax(0, 2fr)',
    narrow: 'title',
    cell: (member) => (
      <Link
        className="row-link"
        to="/p/$projectId/members/$memberId"
        params={{ projectId: member.project_id, memberId: member.member_id }}
      >
        {nameOf(member)}
      </Link>
    ),
  },
  {
    name: members.status,
    narrow: 'side',
    cell: ({ status }) => <Badge state={status}>{word(members.statuses, status)}</Badge>,
  },
  { name: members.external_id, cell: ({ external_id }) => external_id ?? '—', narrow: 'hide' },
  { name: members.hands, cell: ({ hands }) => handsOf(hands) },
  { name: members.last_scan, cell: ({ last_scan_at }) => <Ago instant={last_scan_at} never={members.never} /> },
];

const handsOf = (hands: readonly string[]): string =>
  hands.length === 0 ? members.not_enrolled : hands.map((hand) => word(members.hand_words, hand)).join(', ');

export function MembersPage() {
  const project = useProject();
  const { project_id } = project;
  const mayManage = useMayManage();
  const [state, change] = useAddressState<'q' | 'status' | 'hand' | 'open'>();
  const selection = useSelection<Member>(nameOf);
  const query = { q: state.q, status: oneOf(state.status, members.statuses), hand: oneOf(state.hand, HANDS) };
  const isFiltered = Object.values(query).some(Boolean);
  const add = mayManage && project.tenant_managed && (
    <Button kind="primary" onClick={() => change({ open: 'new' })}>
      {members.add}
    </Button>
  );
  if (!project.tenant_managed)
    return (
      <Page title={members.title}>
        <Empty title={members.not_managed}>{members.not_managed_text}</Empty>
      </Page>
    );
  return (
    <Page
      title={members.title}
      actions={
        mayManage && (
          <>
            {add}
            <Link className="button" to="/p/$projectId/erasures" params={{ projectId: project_id }}>
              {texts.privacy.receipts}
            </Link>
          </>
        )
      }
    >
      <div className="filters">
        <SearchFilter label={members.search} />
        <Filter name="status" label={members.status} options={Object.entries(members.statuses)} />
        <Filter name="hand" label={members.hands} options={Object.entries(HANDS)} />
      </div>
      {selection.items.size > 0 && <BulkActions selection={selection} />}
      <ResourceTable
        name={members.title}
        address={[PATH, project_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ member_id }) => member_id}
        columns={COLUMNS}
        counted={members.counted}
        selection={mayManage ? selection.table : undefined}
        empty={
          <Empty title={isFiltered ? texts.states.nothing_found : members.empty}>
            <p>{isFiltered ? members.nothing_found_text : members.empty_text}</p>
            {add}
          </Empty>
        }
      />
      <NewMember
        open={mayManage && state.open === 'new'}
        close={() => change({ open: undefined }, 'replace')}
        projectId={project_id}
      />
    </Page>
  );
}

function NewMember({ open, close, projectId }: { open: boolean; close: () => void; projectId: string }) {
  const navigate = useNavigate();
  return (
    <Dialog open={open} close={close} title={members.add}>
      <Form
        action={members.create}
        cancel={close}
        send={async (values) => {
          const body = memberFrom(values);
          const member = await dataOf(gateway.POST(PATH, { params: { path: { project_id: projectId } }, body }));
          notify(fill(members.created, { name: nameOf(member) }));
          await navigate({ to: '/p/$projectId/members/$memberId', params: { projectId, memberId: member.member_id } });
          await refresh(PATH);
        }}
      >
        <MemberFields />
      </Form>
    </Dialog>
  );
}
