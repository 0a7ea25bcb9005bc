/** One member: facts, palms, consent, visits; and the ways to enroll, change, delete and erase. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { EnrollDialog } from '../enrollment/enroll-dialog.tsx';
import { EraseDialog } from '../privacy/erase-dialog.tsx';
import { MemberVisits } from '../scans/member-visits.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Id } from '../ui/copy.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { Consent } from './consent.tsx';
import { MemberFields, memberFrom } from './member-fields.tsx';
import { nameOf } from './member-name.ts';
import { Templates } from './templates.tsx';

type Member = Schemas['MemberView'];
const PATH = '/v1/projects/{project_id}/members/{member_id}';
const ALL = '/v1/projects/{project_id}/members';
const { members } = texts;
type Open = 'enroll' | 'edit' | 'delete' | 'erase' | null;

export function MemberPage() {
  const { project_id } = useProject();
  const { memberId } = useParams({ strict: false });
  const member = api.useQuery('get', PATH, { params: { path: { project_id, member_id: memberId! } } });
  return <Loaded of={member}>{(data) => <MemberOf member={data} />}</Loaded>;
}

function MemberOf({ member }: { member: Member }) {
  const mayManage = useMayManage();
  const [open, setOpen] = useState<Open>(null);
  const navigate = useNavigate();
  const close = () => setOpen(null);
  const gone = () => void navigate({ to: '/p/$projectId/members', params: { projectId: member.project_id } });
  const path = { project_id: member.project_id, member_id: member.member_id };
  return (
    <Page
      title={nameOf(member)}
      crumb={
        <Link to="/p/$projectId/members" params={{ projectId: member.project_id }}>
          {members.title}
        </Link>
      }
      actions={mayManage && <Acts member={member} choose={setOpen} />}
    >
      <div className="columns">
        <Panel title={members.facts}>
          <MemberDetails member={member} />
        </Panel>
        <div className="stack">
          <Templates member={member} />
          <Consent member={member} />
        </div>
      </div>
      <MemberVisits member={member} />
      <EnrollDialog member={member} open={open === 'enroll'} close={close} />
      <Dialog open={open === 'edit'} close={close} title={members.edit}>
        <Form
          action={texts.actions.save}
          cancel={close}
          edits={`/v1/projects/${member.project_id}/members/${member.member_id}`}
          send={async (values, header) => {
            await gateway.PATCH(PATH, { params: { path, header }, body: memberFrom(values) });
            notify(members.saved);
            await refresh(ALL);
            close();
          }}
        >
          <MemberFields member={member} />
        </Form>
      </Dialog>
      <Deletion member={member} open={open === 'delete'} close={close} />
      <EraseDialog member={member} open={open === 'erase'} close={close} gone={gone} />
    </Page>
  );
}

function Acts({ member, choose }: { member: Member; choose: (open: Open) => void }) {
  const path = { project_id: member.project_id, member_id: member.member_id };
  const turn = async (status: Member['status']) => {
    await gateway.PATCH(PATH, { params: { path }, body: { status } });
    notify(status === 'active' ? members.enabled_done : members.disabled_done);
    await refresh(ALL);
  };
  return (
    <>
      <Button kind="primary" onClick={() => choose('enroll')}>
        {members.enroll}
      </Button>
      <Button onClick={() => choose('edit')}>{members.edit}</Button>
      <ActionButton run={() => turn(member.status === 'active' ? 'disabled' : 'active')}>
        {member.status === 'active' ? members.disable : members.enable}
      </ActionButton>
      <Button kind="danger" onClick={() => choose('delete')}>
        {members.delete}
      </Button>
      <Button kind="danger" onClick={() => choose('erase')}>
        {members.erase}
      </Button>
    </>
  );
}

function Deletion({ member, open, close }: { member: Member; open: boolean; close: () => void }) {
  const navigate = useNavigate();
  const path = { project_id: member.project_id, member_id: member.member_id };
  return (
    <Confirm
      open={open}
      close={close}
      title={fill(members.delete_title, { name: nameOf(member) })}
      action={members.delete}
      run={async () => {
        await gateway.DELETE(PATH, { params: { path } });
        notify(members.deleted);
        await navigate({ to: '/p/$projectId/members', params: { projectId: member.project_id } });
        await refresh(ALL);
      }}
    >
      <p>{members.delete_text}</p>
    </Confirm>
  );
}

function MemberDetails({ member }: { member: Member }) {
  const { time_zone } = useProject();
  const metadata = Object.entries(member.metadata);
  return (
    <DetailList
      of={[
        [
          members.status,
          <Badge key="status" state={member.status}>
            {word(members.statuses, member.status)}
          </Badge>,
        ],
        [members.external_id, member.external_id],
        [members.email, member.email],
        [members.phone, member.phone],
        [members.last_scan, <Ago key="last" instant={member.last_scan_at} never={members.never} />],
        [members.since, <Moment key="since" instant={member.created_at} timeZone={time_zone} />],
        [members.id, <Id key="id" id={member.member_id} />],
        [
          members.metadata,
          metadata.length > 0 ? <pre key="meta">{JSON.stringify(member.metadata, null, 2)}</pre> : null,
        ],
      ]}
    />
  );
}
