/** The people who work in an organization, and their roles. */
import { useState } from 'react';
import { api, gateway, queries, refresh, type Schemas } from '../api/client.ts';
import { fill, texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { optionsOf, SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notifyFailure } from '../ui/notifications.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Loaded } from '../ui/states.tsx';
import { useAddressState } from '../ui/address-state.ts';
import { refusalSentence } from '../texts/refusals.ts';
import { useMayManage, useOrganization } from './tenancy.tsx';

type User = Schemas['OrganizationUserView'];
type Role = User['role'];
const PATH = '/v1/organizations/{organization_id}/users';
const { people } = texts;
const ROLES = Object.entries(people.roles);
/** A person who is invited has no id yet. */
const idOf = ({ user_id, email }: User): string => user_id ?? email!;
const nameOf = ({ name, email, uid }: User): string => name ?? email ?? uid ?? '—';

export function PeoplePage() {
  const { organization_id } = useOrganization();
  const mayManage = useMayManage();
  const [state, setState] = useAddressState<'open'>();
  const close = () => setState({ open: undefined }, 'replace');
  const [removing, setRemoving] = useState<User | null>(null);
  const users = api.useQuery('get', PATH, { params: { path: { organization_id } } });
  const invite = mayManage && (
    <Button kind="primary" onClick={() => setState({ open: 'invite' })}>
      {people.invite}
    </Button>
  );
  return (
    <Page title={people.title} actions={invite}>
      <Panel>
        <Loaded of={users}>
          {({ data }) => (
            <PlainTable name={people.title} heads={[people.name, people.role, people.status]} acts={mayManage}>
              {data.map((user) => (
                <Person key={user.user_id ?? user.email} user={user} remove={() => setRemoving(user)} />
              ))}
            </PlainTable>
          )}
        </Loaded>
      </Panel>
      <Dialog open={mayManage && state.open === 'invite'} close={close} title={people.invite}>
        <Form
          action={people.invite}
          cancel={close}
          send={async (values) => {
            await gateway.POST(PATH, {
              params: { path: { organization_id } },
              body: { email: values.text('email'), role: values.text('role') as Role },
            });
            close();
            await refresh(PATH);
          }}
        >
          <TextField name="email" label={people.email} hint={people.email_hint} type="email" required />
          <SelectField name="role" label={people.role} options={ROLES} defaultValue="viewer" />
        </Form>
      </Dialog>
      <Confirm
        open={removing !== null}
        close={() => setRemoving(null)}
        title={fill(people.remove_title, { name: removing ? nameOf(removing) : '' })}
        action={texts.actions.remove}
        run={async () => {
          const path = { organization_id, user_id: idOf(removing!) };
          await gateway.DELETE(`${PATH}/{user_id}`, { params: { path } });
          await queries.invalidateQueries();
        }}
      >
        <p>{people.remove_text}</p>
      </Confirm>
    </Page>
  );
}

function Person({ user, remove }: { user: User; remove: () => void }) {
  const { organization_id } = useOrganization();
  const mayManage = useMayManage();
  const change = async (role: Role) => {
    const path = { organization_id, user_id: idOf(user) };
    await gateway
      .PATCH(`${PATH}/{user_id}`, { params: { path }, body: { role } })
      .catch((error: unknown) => notifyFailure(refusalSentence(error)));
    await refresh(PATH);
  };
  return (
    <tr>
      <td>
        {nameOf(user)}
        {user.email && user.name && <div className="muted small">{user.email}</div>}
      </td>
      <td>
        {mayManage ? (
          <select
            className="input"
            aria-label={fill(people.role_of, { name: nameOf(user) })}
            value={user.role}
            onChange={(event) => void change(event.target.value as Role)}
          >
            {optionsOf(ROLES)}
          </select>
        ) : (
          word(people.roles, user.role)
        )}
      </td>
      <td>
        <Badge state={user.status}>{word(people.statuses, user.status)}</Badge>
      </td>
      {mayManage && (
        <td>
          <Button size="small" kind="danger" onClick={remove}>
            {texts.actions.remove}
          </Button>
        </td>
      )}
    </tr>
  );
}
