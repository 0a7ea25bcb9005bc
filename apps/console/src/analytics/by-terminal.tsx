/** How many scans came from each terminal, and from the API. */
import { api } from '../api/client.ts';
import { DeviceLink } from '../scans/named-links.tsx';
import { useProject } from '../tenancy/tenancy.tsx';
import { number, percent, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { csvOf, downloadFile } from '../ui/download.ts';
import { Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { type Period, rangeOf } from './scan-counts.ts';
import { REFRESH_MS, thisMinuteMs } from './this-minute.ts';

const { analytics, scans } = texts;
const HEADS = [scans.device, analytics.count, analytics.rate];
/** More are in the file. */
const MAX_SHOWN = 50;

export function ByTerminal({ period }: { period: Period }) {
  const { project_id, time_zone } = useProject();
  const query = { ...rangeOf(period, thisMinuteMs()), tz: time_zone, group_by: 'device' as const };
  const counts = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path: { project_id }, query } },
    { refetchInterval: REFRESH_MS },
  );
  return (
    <Panel title={analytics.by_terminal}>
      <p className="muted small">{analytics.by_terminal_text}</p>
      <Loaded of={counts}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Empty title={scans.empty} />
          ) : (
            <>
              <PlainTable name={analytics.by_terminal} heads={HEADS}>
                {groups.slice(0, MAX_SHOWN).map(({ device, count, pct }) => (
                  <tr key={device ?? 'api'}>
                    <td>{device ? <DeviceLink id={device} /> : scans.sources.api}</td>
                    <td>{number(count)}</td>
                    <td>{percent(pct, 1)}</td>
                  </tr>
                ))}
              </PlainTable>
              <div>
                <Button
                  size="small"
                  onClick={() =>
                    downloadFile(
                      'terminals.csv',
                      csvOf([HEADS, ...groups.map(({ device, count, pct }) => [device ?? 'api', count, pct])]),
                    )
                  }
                >
                  CSV
                </Button>
              </div>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
