/** One member: details, palms, consent, timeline; and the ways to enroll, change, delete and erase. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { EnrollDialog } from '../enrollment/enroll-dialog.tsx';
import { EraseDialog } from '../privacy/erase-dialog.tsx';
import { MemberVisits } from '../scans/member-visits.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { useAddressState } from '../ui/address-state.ts';
import { BackLink } from '../shell/back-link.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Id } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { Consent } from './consent.tsx';
import { MemberFields, memberFrom } from './member-fields.tsx';
import { nameOf } from './member-name.ts';
import { MemberTimeline } from './member-timeline.tsx';
import { AddToList } from './person-actions.tsx';
import { Templates } from './templates.tsx';

type Member = Schemas['MemberView'];
const PATH = '/v1/projects/{project_id}/members/{member_id}';
const ALL = '/v1/projects/{project_id}/members';
const { members } = texts;
type Open = 'enroll' | 'edit' | 'list' | 'delete' | 'erase';

export function MemberPage() {
  const { project_id } = useProject();
  const { memberId } = useParams({ strict: false });
  const member = api.useQuery('get', PATH, { params: { path: { project_id, member_id: memberId! } } });
  return <Loaded of={member}>{(data) => <MemberView member={data} />}</Loaded>;
}

function MemberView({ member }: { member: Member }) {
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const [state, change] = useAddressState<'open'>();
  const open = mayManage ? (state.open as Open | undefined) : undefined;
  const close = () => change({ open: undefined }, 'replace');
  const gone = () => void navigate({ to: '/p/$projectId/members', params: { projectId: member.project_id } });
  return (
    <Page
      title={nameOf(member)}
      crumb={<BackLink to="/p/$projectId/members">{members.title}</BackLink>}
      state={<Badge state={member.status}>{word(members.statuses, member.status)}</Badge>}
      actions={mayManage && <Actions member={member} choose={(next) => change({ open: next })} />}
    >
      <div className="columns">
        <Panel title={members.details}>
          <MemberDetails member={member} />
        </Panel>
        <div className="stack">
          <Templates member={member} />
          <Consent member={member} />
        </div>
      </div>
      <MemberTimeline member={member} />
      <MemberVisits member={member} />
      <EnrollDialog member={member} open={open === 'enroll'} close={close} />
      <AddToList memberId={member.member_id} open={open === 'list'} close={close} />
      <EditMember member={member} open={open === 'edit'} close={close} />
      <DeleteMember member={member} open={open === 'delete'} close={close} gone={gone} />
      <EraseDialog member={member} open={open === 'erase'} close={close} gone={gone} />
    </Page>
  );
}

function Actions({ member, choose }: { member: Member; choose: (open: Open) => void }) {
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
      <Button onClick={() => choose('list')}>{members.add_to_list}</Button>
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

interface MemberDialogProps {
  member: Member;
  open: boolean;
  close: () => void;
}

function EditMember({ member, open, close }: MemberDialogProps) {
  const path = { project_id: member.project_id, member_id: member.member_id };
  return (
    <Dialog open={open} close={close} title={members.edit}>
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
  );
}

function DeleteMember({ member, open, close, gone }: MemberDialogProps & { gone: () => void }) {
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
        gone();
        await refresh(ALL);
      }}
    >
      <p>{members.delete_text}</p>
    </Confirm>
  );
}

function MemberDetails({ member }: { member: Member }) {
  const metadata = Object.entries(member.metadata);
  return (
    <DetailList
      of={[
        [members.external_id, member.external_id],
        [members.email, member.email],
        [members.phone, member.phone],
        [members.last_scan, <Ago key="last" instant={member.last_scan_at} never={members.never} />],
        [members.since, <Moment key="since" instant={member.created_at} />],
        [members.id, <Id key="id" id={member.member_id} />],
        [
          members.metadata,
          metadata.length > 0 ? <pre key="meta">{JSON.stringify(member.metadata, null, 2)}</pre> : null,
        ],
      ]}
    />
  );
}
