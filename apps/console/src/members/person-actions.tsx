/** From wherever a person is shown: enroll again, block, add to a list. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, gateway, refresh } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { Empty, Loaded } from '../ui/states.tsx';

const { members } = texts;

export function PersonActions({ memberId }: { memberId: string }) {
  const { project_id } = useProject();
  const navigate = useNavigate();
  const path = { project_id, member_id: memberId };
  const [listing, setListing] = useState(false);
  const member = api.useQuery('get', '/v1/projects/{project_id}/members/{member_id}', { params: { path } });
  if (!member.data) return null;
  const { status } = member.data;
  const turn = async (next: 'active' | 'disabled') => {
    await gateway.PATCH('/v1/projects/{project_id}/members/{member_id}', {
      params: { path },
      body: { status: next },
    });
    notify(next === 'active' ? members.enabled_done : members.disabled_done);
    await refresh('/v1/projects/{project_id}/members');
  };
  const enroll = () =>
    void navigate({
      to: '/p/$projectId/members/$memberId',
      params: { projectId: project_id, memberId },
      search: { open: 'enroll' } as never,
    });
  return (
    <>
      <Button onClick={enroll}>{members.enroll_again}</Button>
      <ActionButton run={() => turn(status === 'active' ? 'disabled' : 'active')}>
        {status === 'active' ? members.block : members.enable}
      </ActionButton>
      <Button onClick={() => setListing(true)}>{members.add_to_list}</Button>
      <AddToList memberId={memberId} open={listing} close={() => setListing(false)} />
    </>
  );
}

export function AddToList({ memberId, open, close }: { memberId: string; open: boolean; close: () => void }) {
  const { project_id } = useProject();
  const lists = api.useQuery(
    'get',
    '/v1/projects/{project_id}/lists',
    { params: { path: { project_id }, query: { type: 'member' } } },
    { enabled: open },
  );
  return (
    <Dialog open={open} close={close} title={members.add_to_list}>
      <Loaded of={lists}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={members.no_list}>{members.no_list_text}</Empty>
          ) : (
            <Form
              action={members.add_to_list}
              cancel={close}
              send={async (values) => {
                await gateway.PATCH('/v1/projects/{project_id}/lists/{list_id}/entries', {
                  params: { path: { project_id, list_id: values.text('list_id') } },
                  body: { add: [memberId] },
                });
                notify(members.listed);
                close();
                await refresh('/v1/projects/{project_id}/lists', '/v1/projects/{project_id}/members');
              }}
            >
              <SelectField
                name="list_id"
                label={texts.rules.list}
                options={data.map(({ list_id, name }) => [list_id, name])}
              />
            </Form>
          )
        }
      </Loaded>
    </Dialog>
  );
}
