/** The API keys of an organization. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { dataOf, gateway } from '../api/client.ts';
import { useMayManage, useOrganization } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { KeyActions } from './key-actions.tsx';
import { type Key, KeyState, useReachOf } from './key-state.tsx';
import { NewKey } from './new-key.tsx';

const PATH = '/v1/organizations/{organization_id}/api-keys';
const { access } = texts;

export function KeysPage() {
  const { organization_id } = useOrganization();
  const mayManage = useMayManage();
  const [state, change] = useAddressState<'open'>();
  const reachOf = useReachOf();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- projects change seldom, rows come by in every frame
  const columns = useMemo(() => columnsOf(reachOf), [organization_id]);
  if (!mayManage) return <NotForViewers title={access.title} />;
  const create = (
    <Button kind="primary" onClick={() => change({ open: 'new' })}>
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
        counted={access.counted}
        empty={
          <Empty title={access.empty}>
            <p>{access.empty_text}</p>
            {create}
          </Empty>
        }
      />
      <NewKey open={state.open === 'new'} close={() => change({ open: undefined }, 'replace')} />
    </Page>
  );
}

/** Reached by an old link only: the navigation of viewers does not lead here. */
export function NotForViewers({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Empty title={texts.states.no_permission}>{texts.states.no_permission_text}</Empty>
    </Page>
  );
}

const columnsOf = (reachOf: (key: Key) => string): Column<Key>[] => [
  {
    name: access.name,
    narrow: 'title',
    width: 'minmax(0, 1.2fr)',
    cell: ({ organization_id, key_id, name }) => (
      <Link
        className="row-link"
        to="/o/$organizationId/keys/$keyId"
        params={{ organizationId: organization_id, keyId: key_id }}
      >
        {name}
      </Link>
    ),
  },
  { name: access.state, narrow: 'side', width: '7rem', cell: (key) => <KeyState apiKey={key} /> },
  { name: access.prefix, cell: ({ prefix }) => <code>{prefix}…</code>, width: 'minmax(0, 1.4fr)' },
  { name: access.reach, cell: reachOf },
  {
    name: access.last_used,
    width: '8.5rem',
    cell: ({ last_used_at }) => <Ago instant={last_used_at} never={access.never} />,
  },
  { name: texts.actions.acts, width: '12rem', cell: (key) => <KeyActions apiKey={key} size="small" /> },
];
