/** The people of a project: found by the beginning of a name, ten thousand of them as quickly as ten. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Filter } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Search } from '../ui/search.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { MemberFields, memberFrom } from './member-fields.tsx';
import { nameOf } from './member-name.ts';

type Member = Schemas['MemberView'];
const PATH = '/v1/projects/{project_id}/members';
const { members } = texts;

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

export const handsOf = (hands: readonly string[]): string =>
  hands.length === 0 ? members.not_enrolled : hands.map((hand) => word(members.hand_words, hand)).join(', ');

export function MembersPage() {
  const project = useProject();
  const { project_id } = project;
  const mayManage = useMayManage();
  const [creating, setCreating] = useState(false);
  const [q, setQ] = useState('');
  const [status, setStatus] = useState<string>();
  const [hand, setHand] = useState<string>();
  const query = {
    q: q || undefined,
    status: status as Member['status'] | undefined,
    hand: hand as 'left' | 'right' | undefined,
  };
  const add = mayManage && project.tenant_managed && (
    <Button kind="primary" onClick={() => setCreating(true)}>
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
    <Page title={members.title} actions={add}>
      <div className="filters">
        <Search label={members.search} value={q} change={setQ} />
        <Filter label={members.status} value={status} choose={setStatus} options={Object.entries(members.statuses)} />
        <Filter label={members.hands} value={hand} choose={setHand} options={Object.entries(members.hand_words)} />
      </div>
      <ResourceTable
        name={members.title}
        address={[PATH, project_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ member_id }) => member_id}
        columns={COLUMNS}
        counted={members.counted}
        empty={
          <Empty title={q || status || hand ? texts.states.nothing_found : members.empty}>
            <p>{members.empty_text}</p>
            {add}
          </Empty>
        }
      />
      <NewMember open={creating} close={() => setCreating(false)} projectId={project_id} />
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
          close();
          await refresh(PATH);
          await navigate({ to: '/p/$projectId/members/$memberId', params: { projectId, memberId: member.member_id } });
        }}
      >
        <MemberFields />
      </Form>
    </Dialog>
  );
}
