/** One API key: what it may do, where, who made it, when it was used and when it has to be renewed. */
import { Link, useParams } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { useMayManage, useOrganization } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { BackLink } from '../shell/back-link.tsx';
import { Id } from '../ui/copy.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Failure, Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { KeyActions } from './key-actions.tsx';
import { type Key, KeyState, useReachOf } from './key-state.tsx';
import { NotForViewers } from './keys-page.tsx';
import { SCOPE_WORDS } from './scopes.ts';

const { access } = texts;

export function KeyPage() {
  const { organization_id } = useOrganization();
  const { keyId } = useParams({ strict: false });
  const mayManage = useMayManage();
  const keys = api.useQuery(
    'get',
    '/v1/organizations/{organization_id}/api-keys',
    { params: { path: { organization_id } } },
    { enabled: mayManage },
  );
  if (!mayManage) return <NotForViewers title={access.title} />;
  return (
    <Loaded of={keys}>
      {({ data }) => {
        const key = data.find(({ key_id }) => key_id === keyId);
        return key ? <KeyView apiKey={key} /> : <Failure error={new Refusal(404, 'not_found', '', null, [])} />;
      }}
    </Loaded>
  );
}

function KeyView({ apiKey }: { apiKey: Key }) {
  const { organization_id } = useOrganization();
  const reachOf = useReachOf();
  return (
    <Page
      title={apiKey.name}
      crumb={<BackLink to="/o/$organizationId/keys">{access.title}</BackLink>}
      state={<KeyState apiKey={apiKey} />}
      actions={
        <>
          <Link
            className="button"
            to="/o/$organizationId/audit"
            params={{ organizationId: organization_id }}
            search={{ actor_id: apiKey.key_id } as never}
          >
            {access.its_audit}
          </Link>
          <KeyActions apiKey={apiKey} />
        </>
      }
    >
      {apiKey.exposed_at && (
        <p className="callout" data-tone="bad">
          {access.exposed_text}
        </p>
      )}
      <div className="columns">
        <Panel title={access.details}>
          <DetailList
            of={[
              [access.prefix, <code key="prefix">{apiKey.prefix}…</code>],
              [access.mode, access.states[apiKey.mode]],
              [access.reach, reachOf(apiKey)],
              [access.created_by, <Creator key="by" userId={apiKey.created_by} />],
              [access.created, <Moment key="created" instant={apiKey.created_at} />],
              [access.last_used, <Ago key="used" instant={apiKey.last_used_at} never={access.never} />],
              [access.expires, apiKey.expires_at ? <Moment key="end" instant={apiKey.expires_at} /> : access.no_end],
              [access.states.revoked, apiKey.revoked_at && <Moment key="revoked" instant={apiKey.revoked_at} />],
              [access.states.exposed, apiKey.exposed_at && <Moment key="exposed" instant={apiKey.exposed_at} />],
              [access.api_version, apiKey.api_version],
              [access.id, <Id key="id" id={apiKey.key_id} />],
            ]}
          />
        </Panel>
        <Panel title={access.scopes}>
          <ul className="plain-list">
            {apiKey.scopes.map((scope) => (
              <li key={scope}>
                {(SCOPE_WORDS as Record<string, string>)[scope] ?? scope} <code className="muted">{scope}</code>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </Page>
  );
}

function Creator({ userId }: { userId: string | null }) {
  const { organization_id } = useOrganization();
  const users = api.useQuery('get', '/v1/organizations/{organization_id}/users', {
    params: { path: { organization_id } },
  });
  if (userId === null) return access.by_program;
  const user = users.data?.data.find(({ user_id }) => user_id === userId);
  return <>{user?.name ?? user?.email ?? `…${userId.slice(-12)}`}</>;
}
