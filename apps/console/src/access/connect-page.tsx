/** A program asks for a key: who asks, from where, and the person's yes or no. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SCOPE_OPTIONS, type Scope, SCOPES } from '../access/scopes.ts';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { projectLabel, useTenancy } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { CheckGroup, SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';

const { connect } = texts;
const PATH = '/v1/cli/grants/{user_code}';

export function ConnectPage() {
  const { code } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <Page title={connect.title}>
      {code ? (
        <Grant code={code} />
      ) : (
        <Panel>
          <Form
            action={connect.go}
            send={(values) => navigate({ to: '/connect', search: { code: values.text('code') } })}
          >
            <TextField name="code" label={connect.code} className="code" placeholder="ABCD-EFGH" required autoFocus />
          </Form>
        </Panel>
      )}
    </Page>
  );
}

function Grant({ code }: { code: string }) {
  const grant = api.useQuery('get', PATH, { params: { path: { user_code: code } } });
  return (
    <Loaded of={grant}>
      {(data) =>
        data.status === 'pending' ? <Question grant={data} /> : <Empty title={word(connect.statuses, data.status)} />
      }
    </Loaded>
  );
}

function Question({ grant }: { grant: Schemas['GrantView'] }) {
  const { projects } = useTenancy();
  const path = { user_code: grant.user_code };
  const deny = async () => {
    await gateway.POST(`${PATH}/deny`, { params: { path } });
    await refresh(PATH);
  };
  return (
    <Panel>
      <p>{connect.text}</p>
      <DetailList
        of={[
          [connect.program, <b key="program">{grant.client_name}</b>],
          [
            connect.code,
            <span key="code" className="countdown mono">
              {grant.user_code}
            </span>,
          ],
          [connect.address, grant.address],
          [connect.asked, <Ago key="asked" instant={grant.created_at} />],
        ]}
      />
      <Form
        action={connect.approve}
        disabled={projects.length === 0}
        send={async (values) => {
          await gateway.POST(`${PATH}/approve`, {
            params: { path },
            body: { project_id: values.text('project_id'), scopes: values.all('scopes') as Scope[] },
          });
          await refresh(PATH);
        }}
      >
        <SelectField
          name="project_id"
          label={connect.project}
          hint={connect.project_hint}
          options={projects.map((project) => [project.project_id, projectLabel(project)])}
        />
        <CheckGroup name="scopes" label={texts.access.scopes} options={SCOPE_OPTIONS} chosen={SCOPES} />
      </Form>
      <ActionButton kind="danger" run={deny}>
        {connect.deny}
      </ActionButton>
    </Panel>
  );
}
