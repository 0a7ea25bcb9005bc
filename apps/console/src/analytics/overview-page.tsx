/** What one looks at in the morning: scans of today, who is online, what is under way, whether endpoints answer. */
import { api } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { number, percent, texts } from '../texts/texts.ts';
import { Page, Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Loaded } from '../ui/states.tsx';
import { useTick } from '../ui/time.tsx';
import { ScansOverTime } from './scans-over-time.tsx';
import { SPANS } from './scan-counts.ts';
import { REFRESH_MS, MINUTE_MS, thisMinuteMs } from './this-minute.ts';
import { Today } from './today.tsx';

const { analytics } = texts;

export function OverviewPage() {
  useTick(MINUTE_MS);
  return (
    <Page title={texts.nav.overview}>
      <Today />
      <div className="columns">
        <ScansOverTime />
        <Signals />
      </div>
    </Page>
  );
}

function Signals() {
  const { project_id, time_zone } = useProject();
  const toMs = thisMinuteMs();
  const query = {
    from: new Date(toMs - SPANS.week.ms).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: time_zone,
    group_by: 'signal' as const,
  };
  const signals = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/signals',
    { params: { path: { project_id }, query } },
    { refetchInterval: REFRESH_MS },
  );
  return (
    <Panel title={analytics.signals}>
      <Loaded of={signals}>
        {(data) => (
          <PlainTable
            name={analytics.signals}
            heads={[analytics.signal, analytics.count, analytics.rate, analytics.trend]}
          >
            {data.signals.map(({ signal, count, rate, trend }) => (
              <tr key={signal}>
                <td>{texts.scans.signal_words[signal as keyof typeof texts.scans.signal_words] ?? signal}</td>
                <td>{number(count)}</td>
                <td>{percent(rate, 1)}</td>
                <td>{analytics.trends[trend]}</td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Loaded>
    </Panel>
  );
}
