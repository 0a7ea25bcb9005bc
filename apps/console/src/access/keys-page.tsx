/** The API keys of an organization: made for all projects or some, shown once, renewed, revoked. */
import { useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useOrganization, useTenancy } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SecretOnce } from '../ui/copy.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { NewKey } from './new-key.tsx';

type Key = Schemas['ApiKeyView'];
const PATH = '/v1/organizations/{organization_id}/api-keys';
const { access } = texts;
const OVERLAPS = [
  ['86400', access.overlap_day],
  ['3600', access.overlap_hour],
  ['604800', access.overlap_week],
  ['0', access.overlap_none],
] as const;

const stateOf = ({ revoked_at, expires_at, exposed_at, mode }: Key): string => {
  if (revoked_at) return 'revoked';
  if (exposed_at) return 'exposed';
  if (expires_at && Date.parse(expires_at) < Date.now()) return 'expired';
  return mode;
};

export function KeysPage() {
  const { organization_id } = useOrganization();
  const { projects } = useTenancy();
  const mayManage = useMayManage();
  const [creating, setCreating] = useState(false);
  const [rerolling, setRerolling] = useState<Key | null>(null);
  const [revoking, setRevoking] = useState<Key | null>(null);
  if (!mayManage)
    return (
      <Page title={access.title}>
        <Empty title={texts.states.no_permission}>{texts.states.no_permission_text}</Empty>
      </Page>
    );
  const reachOf = ({ project_ids }: Key): string =>
    project_ids === null
      ? access.all_projects
      : project_ids.map((id) => projects.find(({ project_id }) => project_id === id)?.name ?? id).join(', ');
  const columns = columnsOf({ reachOf, reroll: setRerolling, revoke: setRevoking });
  const create = (
    <Button kind="primary" onClick={() => setCreating(true)}>
      {access.create}
    </Button>
  );
  return (
    <Page title={access.title} actions={create}>
      <ResourceTable
        name={access.title}
        address={[PATH, organization_id]}
        load={(query) => dataOf(gateway.GET(PATH, { params: { path: { organization_id }, query } }))}
        rowId={({ key_id }) => key_id}
        columns={columns}
        empty={
          <Empty title={access.empty}>
            <p>{access.empty_text}</p>
            {create}
          </Empty>
        }
      />
      <NewKey open={creating} close={() => setCreating(false)} />
      <Reroll key={rerolling?.key_id ?? 'none'} apiKey={rerolling} close={() => setRerolling(null)} />
      <Confirm
        open={revoking !== null}
        close={() => setRevoking(null)}
        title={fill(access.revoke_title, { name: revoking?.name ?? '' })}
        action={access.revoke}
        run={async () => {
          const path = { organization_id, key_id: revoking!.key_id };
          await gateway.DELETE('/v1/organizations/{organization_id}/api-keys/{key_id}', { params: { path } });
          notify(access.revoked);
          await refresh(PATH);
        }}
      >
        <p>{access.revoke_text}</p>
      </Confirm>
    </Page>
  );
}

interface KeyActs {
  reachOf: (key: Key) => string;
  reroll: (key: Key) => void;
  revoke: (key: Key) => void;
}

function columnsOf({ reachOf, reroll, revoke }: KeyActs): Column<Key>[] {
  return [
    { name: access.name, narrow: 'title', width: 'minmax(0, 1.2fr)', cell: ({ name }) => <b>{name}</b> },
    {
      name: access.state,
      narrow: 'side',
      width: '6.5rem',
      cell: (key) => <Badge state={stateOf(key)}>{word(access.states, stateOf(key))}</Badge>,
    },
    { name: access.prefix, cell: ({ prefix }) => <code>{prefix}…</code>, width: 'minmax(0, 1.4fr)' },
    { name: access.reach, cell: reachOf },
    {
      name: access.last_used,
      width: '8.5rem',
      cell: ({ last_used_at }) => <Ago instant={last_used_at} never={access.never} />,
    },
    {
      name: texts.actions.acts,
      width: '10.5rem',
      cell: (key) =>
        key.revoked_at ? null : (
          <span className="row">
            <Button size="small" onClick={() => reroll(key)} aria-label={fill(access.reroll_of, { name: key.name })}>
              {access.reroll}
            </Button>
            <Button
              size="small"
              kind="danger"
              onClick={() => revoke(key)}
              aria-label={fill(access.revoke_of, { name: key.name })}
            >
              {access.revoke}
            </Button>
          </span>
        ),
    },
  ];
}

function Reroll({ apiKey, close }: { apiKey: Key | null; close: () => void }) {
  const reroll = api.useMutation('post', '/v1/organizations/{organization_id}/api-keys/{key_id}/reroll');
  if (!apiKey) return null;
  const path = { organization_id: apiKey.organization_id, key_id: apiKey.key_id };
  return (
    <Dialog open close={close} title={fill(access.reroll_title, { name: apiKey.name })}>
      {reroll.data?.key ? (
        <SecretOnce secret={reroll.data.key} name="api-key" warning={access.once} done={close} />
      ) : (
        <>
          <p>{access.reroll_text}</p>
          <Form
            action={access.reroll}
            cancel={close}
            send={async (values) => {
              await reroll.mutateAsync({ params: { path }, body: { overlap_s: values.number('overlap_s') } });
              await refresh(PATH);
            }}
          >
            <SelectField name="overlap_s" label={access.overlap} options={OVERLAPS} />
          </Form>
        </>
      )}
    </Dialog>
  );
}
