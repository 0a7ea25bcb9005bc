/** How often each signal was on in the last seven days, each leading to its scans. */
import { api } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { number, percent, texts, word } from '../texts/texts.ts';
import { Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Loaded } from '../ui/states.tsx';
import { rangeOf } from './scan-counts.ts';
import { REFRESH_MS, thisMinuteMs } from './this-minute.ts';

const { analytics } = texts;

export function SignalsPanel() {
  const { project_id, time_zone } = useProject();
  const query = { ...rangeOf('week', thisMinuteMs()), tz: time_zone, group_by: 'signal' as const };
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
                <td>
                  <b>{word(texts.scans.signal_words, signal)}</b>
                  <div className="muted small">{(texts.scans.signal_hints as Record<string, string>)[signal]}</div>
                </td>
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
