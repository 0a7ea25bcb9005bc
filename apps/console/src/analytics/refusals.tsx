/** How scans ended, with the share of each: known, unknown, and every reason to refuse. */
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { OUTCOME_OF } from '../scans/outcome.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { number, percent, texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { csvOf, downloadFile } from '../ui/download.ts';
import { Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Loaded } from '../ui/states.tsx';
import { type Operation, type Period, rangeOf } from './scan-counts.ts';
import { REFRESH_MS, thisMinuteMs } from './this-minute.ts';

const { analytics, scans } = texts;
const HEADS = [scans.result, analytics.count, analytics.rate];

export function Refusals({ operation, period }: { operation: Operation; period: Period }) {
  const { project_id, time_zone } = useProject();
  const range = rangeOf(period, thisMinuteMs());
  const query = { ...range, tz: time_zone, group_by: 'result' as const, operation };
  const results = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path: { project_id }, query } },
    { refetchInterval: REFRESH_MS },
  );
  return (
    <Panel title={analytics.by_result}>
      <Loaded of={results}>
        {({ groups }) => {
          const rows = groups.map(({ result, count, pct }) => ({ result: result ?? 'error', count, share: pct }));
          return (
            <>
              <PlainTable name={analytics.by_result} heads={HEADS}>
                {rows.map(({ result, count, share }) => (
                  <tr key={result}>
                    <td>
                      <Link
                        to="/p/$projectId/scans"
                        params={{ projectId: project_id }}
                        search={{ operation, result, start: range.from } as never}
                      >
                        <Badge state={OUTCOME_OF[result as keyof typeof OUTCOME_OF]}>
                          {word(scans.results, result)}
                        </Badge>
                      </Link>
                    </td>
                    <td>{number(count)}</td>
                    <td>{percent(share, 1)}</td>
                  </tr>
                ))}
              </PlainTable>
              <div>
                <Button
                  size="small"
                  onClick={() =>
                    downloadFile(
                      'results.csv',
                      csvOf([HEADS, ...rows.map(({ result, count, share }) => [result, count, share])]),
                    )
                  }
                >
                  CSV
                </Button>
              </div>
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
