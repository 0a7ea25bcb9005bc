/** Every scan of a palm, newest first; live, they appear as they come. */
import { useMemo } from 'react';
import { dataOf, gateway } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Filter, oneOf } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { TimeRangeFilter, useTimeRange } from '../ui/time-range.tsx';
import { DeviceFilter, MemberFilter } from './named-filters.tsx';
import { scanColumns } from './scan-columns.tsx';

const PATH = '/v1/projects/{project_id}/scan-results';
const LIVE_REFRESH_MS = 1_500;
const { scans } = texts;

type Names = 'live' | 'operation' | 'result' | 'verdict' | 'device_id' | 'member_id' | 'row';

export function ScansPage() {
  const { project_id } = useProject();
  const [state, change] = useAddressState<Names>();
  const range = useTimeRange();
  const live = state.live === 'on';
  const query = {
    operation: oneOf(state.operation, scans.operations),
    result: oneOf(state.result, scans.results),
    verdict: oneOf(state.verdict, scans.verdicts),
    device_id: state.device_id,
    member_id: state.member_id,
    ...(live ? {} : range),
  };
  const columns = useMemo(() => scanColumns(project_id), [project_id]);
  return (
    <Page
      title={scans.title}
      actions={
        <label className="check">
          <input
            type="checkbox"
            role="switch"
            checked={live}
            onChange={(event) => change({ live: event.target.checked ? 'on' : undefined, row: undefined })}
          />
          <span>{scans.live}</span>
        </label>
      }
    >
      <div className="filters">
        {!live && <TimeRangeFilter />}
        <Filter name="result" label={scans.result} options={Object.entries(scans.results)} />
        <Filter name="verdict" label={scans.verdict} options={Object.entries(scans.verdicts)} />
        <Filter name="operation" label={scans.operation} options={Object.entries(scans.operations)} />
        <DeviceFilter />
        <MemberFilter />
      </div>
      <p className="unseen" role="status">
        {live ? scans.live_on : ''}
      </p>
      <ResourceTable
        name={scans.title}
        address={[PATH, project_id, query, live]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ scan_id }) => scan_id}
        columns={columns}
        counted={live ? scans.newest : scans.counted}
        refreshMs={live ? LIVE_REFRESH_MS : undefined}
        latestOnly={live}
        empty={<Empty title={live ? scans.live_waiting : scans.empty}>{scans.empty_text}</Empty>}
      />
    </Page>
  );
}
