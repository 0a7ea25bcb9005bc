/** A program asks for a key: who says so, from where; the code is compared, project and scopes are chosen, or it is denied. */
import { useNavigate } from '@tanstack/react-router';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { mayManage, projectLabel, useTenancy } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { useAddressState } from '../ui/address-state.ts';
import { CheckField, SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import type { FormValues } from '../ui/form-values.ts';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { ScopeField } from './scope-field.tsx';
import type { Scope } from './scopes.ts';

const { connect } = texts;
const PATH = '/v1/cli/grants/{user_code}';

export function ConnectPage() {
  const [{ code }] = useAddressState<'code'>();
  const navigate = useNavigate();
  return (
    <Page title={connect.title} timeless>
      {code ? (
        <Grant code={code} />
      ) : (
        <Panel>
          <Form
            action={connect.go}
            disposable
            send={(values) => navigate({ to: '/connect', search: { code: values.text('code') } as never })}
          >
            <TextField name="code" label={connect.code} className="code" placeholder="ABCD-EFGH" required />
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
        data.status === 'pending' ? <Decision grant={data} /> : <Empty title={word(connect.statuses, data.status)} />
      }
    </Loaded>
  );
}

function Decision({ grant }: { grant: Schemas['GrantView'] }) {
  const { projects, organizations } = useTenancy();
  const own = projects.filter(({ organization_id }) =>
    mayManage(organizations.find((one) => one.organization_id === organization_id) ?? null),
  );
  const path = { user_code: grant.user_code };
  const deny = async () => {
    await gateway.POST(`${PATH}/deny`, { params: { path } });
    await refresh(PATH);
  };
  const approve = async (values: FormValues) => {
    const scopes = values.all('scopes') as Scope[];
    if (!values.ticked('compared')) throw Refusal.atField('compared', connect.not_compared);
    if (scopes.length === 0) throw Refusal.atField('scopes', texts.access.no_scope);
    await gateway.POST(`${PATH}/approve`, {
      params: { path },
      body: { project_id: values.text('project_id'), scopes },
    });
    await refresh(PATH);
  };
  return (
    <Panel>
      <p>{connect.text}</p>
      <DetailList
        of={[
          [
            connect.program,
            <span key="program">
              <b>{grant.client_name}</b> <span className="muted">{connect.unverified}</span>
            </span>,
          ],
          [connect.address, grant.address],
          [connect.asked, <Ago key="asked" instant={grant.created_at} />],
          [
            connect.code,
            <span key="code" className="countdown mono">
              {grant.user_code}
            </span>,
          ],
        ]}
      />
      {own.length === 0 ? (
        <Empty title={texts.tenancy.no_project}>{connect.no_project}</Empty>
      ) : (
        <Form action={connect.approve} send={approve}>
          <CheckField name="compared" label={fill(connect.compared, { code: grant.user_code })} />
          <SelectField
            name="project_id"
            label={connect.project}
            hint={connect.project_hint}
            options={own.map((project) => [project.project_id, projectLabel(project)])}
          />
          <ScopeField />
        </Form>
      )}
      <div>
        <ActionButton kind="danger" run={deny}>
          {connect.deny}
        </ActionButton>
      </div>
    </Panel>
  );
}
