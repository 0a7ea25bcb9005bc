/** What was counted this month, against the plan. */
import { api } from '../api/client.ts';
import { useOrganization, useTenancy } from '../tenancy/tenancy.tsx';
import { fill, number, percent, texts } from '../texts/texts.ts';
import { day, month as monthName } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Page, Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';

const { usage } = texts;

export function UsagePage() {
  const { organization_id } = useOrganization();
  const { projects } = useTenancy();
  const zone = useZone();
  const [state, change] = useAddressState<'month'>();
  const month = /^20\d{2}-(0[1-9]|1[0-2])$/.test(state.month ?? '') ? state.month! : '';
  const asked = api.useQuery('get', '/v1/organizations/{organization_id}/usage', {
    params: { path: { organization_id }, query: { month: month || undefined } },
  });
  const nameOf = (id: string) => projects.find(({ project_id }) => project_id === id)?.name ?? id;
  return (
    <Page title={usage.title}>
      <div className="filters">
        <label className="field">
          <span className="hint">{usage.month}</span>
          <input
            type="month"
            className="input"
            value={month || (asked.data?.month ?? '')}
            onChange={(event) => change({ month: event.target.value || undefined })}
          />
        </label>
      </div>
      <Loaded of={asked}>
        {(data) => (
          <>
            <Panel title={fill(usage.plan, { plan: data.plan, month: monthName(data.month) })}>
              <p>
                {data.limit === null
                  ? fill(usage.without_limit, { used: number(data.used) })
                  : fill(usage.of_limit, { used: number(data.used), limit: number(data.limit) })}
              </p>
              {data.limit !== null && <Meter used={data.used} limit={data.limit} />}
              {data.over_limit && (
                <p className="callout" data-tone="bad">
                  {usage.over}
                </p>
              )}
              <p className="muted">{fill(usage.resets, { day: day(data.resets_at, zone) })}</p>
            </Panel>
            <Panel title={usage.by_project}>
              {data.projects.length === 0 ? (
                <Empty title={usage.nothing} />
              ) : (
                <PlainTable
                  name={usage.by_project}
                  heads={[usage.project, texts.scans.operations.identify, texts.scans.operations.verify]}
                >
                  {data.projects.map(({ project_id, identify, verify }) => (
                    <tr key={project_id}>
                      <td>{nameOf(project_id)}</td>
                      <td>{number(identify)}</td>
                      <td>{number(verify)}</td>
                    </tr>
                  ))}
                </PlainTable>
              )}
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Meter({ used, limit }: { used: number; limit: number }) {
  const part = limit === 0 ? 1 : Math.min(1, used / limit);
  return (
    <div
      className="meter"
      data-tone={part >= 1 ? 'bad' : undefined}
      role="meter"
      aria-label={usage.title}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={Math.min(used, limit)}
      aria-valuetext={percent(part)}
    >
      <span style={{ width: `${part * 100}%` }} />
    </div>
  );
}
