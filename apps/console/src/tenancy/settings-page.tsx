/** The settings of a project. */
import { api, gateway, queries, type Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { Id } from '../ui/copy.tsx';
import { CheckField, CheckGroup, SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { modeOfProject, useMayManage, useProject } from './tenancy.tsx';

const PATH = '/v1/projects/{project_id}';
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const { settings } = texts;
type DisplayField = NonNullable<Schemas['ProjectSettingsInput']['display_fields']>[number];
type Liveness = Schemas['ProjectSettingsView']['liveness'];

export function SettingsPage() {
  const project = useProject();
  const mayManage = useMayManage();
  const path = { project_id: project.project_id };
  // the list of projects carries no version of a single one
  const known = api.useQuery('get', PATH, { params: { path } });
  return (
    <Page title={settings.title} timeless>
      <div className="columns">
        <Panel title={settings.details}>
          <DetailList
            of={[
              [texts.tenancy.name, project.name],
              [texts.tenancy.environment, project.environment?.name],
              [texts.tenancy.mode, modeOfProject(project)],
              [settings.lookup, lookupOf(project)],
              [texts.tenancy.time_zone, project.time_zone],
              [settings.consent, project.settings.consent_required ? texts.actions.yes : texts.actions.no],
              [settings.events, project.settings.extended_events ? texts.actions.yes : texts.actions.no],
              [settings.retention, project.settings.retention_days],
              [settings.liveness, settings.livenesses[project.settings.liveness]],
              [settings.id, <Id key="id" id={project.project_id} />],
            ]}
          />
          {mayManage && (
            <Form
              disposable
              action={project.server_lookup.requested ? settings.lookup_off : settings.lookup_on}
              send={async () => {
                const body = { enabled: !project.server_lookup.requested };
                await gateway.PUT(`${PATH}/server-lookup`, { params: { path }, body });
                await queries.invalidateQueries();
              }}
            >
              <p className="muted">{settings.lookup_text}</p>
            </Form>
          )}
        </Panel>
        {mayManage && (
          <Panel title={settings.rules}>
            <Loaded of={known}>{(data) => <SettingsForm project={data} />}</Loaded>
          </Panel>
        )}
      </div>
    </Page>
  );
}

const lookupOf = ({ server_lookup }: Schemas['ProjectView']): string =>
  server_lookup.effective ? settings.on : server_lookup.requested ? settings.requested : settings.off;

function SettingsForm({ project }: { project: Schemas['ProjectView'] }) {
  const current = project.settings;
  return (
    <Form
      action={texts.actions.save}
      edits={`/v1/projects/${project.project_id}`}
      send={async (values, header) => {
        await gateway.PATCH(PATH, {
          params: { path: { project_id: project.project_id }, header },
          body: {
            name: values.text('name'),
            time_zone: values.text('time_zone'),
            settings: {
              consent_required: values.ticked('consent_required'),
              extended_events: values.ticked('extended_events'),
              retention_days: values.number('retention_days') ?? null,
              liveness: values.text('liveness') as Liveness,
              display_fields: values.all('display_fields') as DisplayField[],
            },
          },
        });
        notify(settings.saved);
        await queries.invalidateQueries();
      }}
    >
      <TextField name="name" label={texts.tenancy.name} defaultValue={project.name} required maxLength={200} />
      <TextField
        name="time_zone"
        label={texts.tenancy.time_zone}
        defaultValue={project.time_zone}
        required
        list="zones"
      />
      <datalist id="zones">
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <CheckField
        name="consent_required"
        label={settings.consent}
        hint={settings.consent_hint}
        defaultChecked={current.consent_required}
      />
      <CheckField
        name="extended_events"
        label={settings.events}
        hint={settings.events_hint}
        defaultChecked={current.extended_events}
      />
      <TextField
        name="retention_days"
        label={settings.retention}
        hint={settings.retention_hint}
        type="number"
        min={1}
        max={1095}
        defaultValue={current.retention_days ?? ''}
      />
      <SelectField
        name="liveness"
        label={settings.liveness}
        options={Object.entries(settings.livenesses)}
        defaultValue={current.liveness}
      />
      <CheckGroup
        name="display_fields"
        label={settings.display}
        hint={settings.display_hint}
        options={Object.entries(settings.displays)}
        chosen={current.display_fields}
      />
    </Form>
  );
}
