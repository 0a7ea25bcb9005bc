/** Where the QR code on a terminal leads, on a phone as a rule: the code is filled in, the project is chosen, done. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { firstProject, mayManage, projectLabel, useTenancy } from '../tenancy/tenancy.tsx';
import { fill, texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { notify } from '../ui/notifications.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { PairForm } from './pair-form.tsx';

const { devices } = texts;

export function PairPage() {
  const { projects, organizations } = useTenancy();
  const navigate = useNavigate();
  const [{ code }] = useAddressState<'code'>();
  const writable = projects.filter(({ organization_id }) =>
    mayManage(organizations.find((organization) => organization.organization_id === organization_id) ?? null),
  );
  const [projectId, setProjectId] = useState(() => firstProject({ projects: writable })?.project_id ?? '');
  return (
    <Page title={devices.pair} timeless>
      <Panel>
        {writable.length === 0 ? (
          <Empty title={texts.tenancy.no_project}>{devices.pair_nowhere}</Empty>
        ) : (
          <>
            <p>{code ? devices.pair_by_qr : devices.pair_text}</p>
            <label className="field">
              <span>{devices.pair_project}</span>
              <select className="input" value={projectId} onChange={(event) => setProjectId(event.target.value)}>
                {writable.map((project) => (
                  <option key={project.project_id} value={project.project_id}>
                    {projectLabel(project)}
                  </option>
                ))}
              </select>
            </label>
            <PairForm
              projectId={projectId}
              code={code}
              paired={async ({ device_id, name }) => {
                notify(fill(devices.paired, { name }));
                await navigate({
                  to: '/p/$projectId/devices/$deviceId',
                  params: { projectId, deviceId: device_id },
                });
              }}
            />
          </>
        )}
      </Panel>
    </Page>
  );
}
