/** What a rule would have done in the last days, before it does it. */
import { Link } from '@tanstack/react-router';
import { api, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, number, percent, texts, word } from '../texts/texts.ts';
import { inZone } from '../texts/times.ts';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { DetailList, Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';

const { rules } = texts;
const DAYS = ['1', '7', '14', '30'].map((days) => [days, fill(rules.days, { days })] as const);
type Result = Schemas['BacktestView'];

export function Backtest({ rule }: { rule: Schemas['RuleView'] }) {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const test = api.useMutation('post', '/v1/projects/{project_id}/rules/{rule_id}/backtest');
  const path = { project_id, rule_id: rule.rule_id };
  return (
    <Panel title={rules.backtest}>
      <p className="muted">{rules.backtest_text}</p>
      <Form
        action={rules.backtest_run}
        disabled={!mayManage}
        send={(values) =>
          test.mutateAsync({ params: { path }, body: { days: values.number('days'), sample_size: 10 } })
        }
      >
        <SelectField name="days" label={rules.how_far} options={DAYS} defaultValue="7" />
      </Form>
      {test.data && <Outcome result={test.data} />}
    </Panel>
  );
}

function Outcome({ result }: { result: Result }) {
  const { project_id, time_zone } = useProject();
  return (
    <div className="stack" role="status" data-backtest={result.match_count}>
      <DetailList
        of={[
          [
            rules.would_match,
            fill(rules.of_events, { n: number(result.match_count), of: number(result.total_events) }),
          ],
          [rules.rate, percent(result.match_rate, 2)],
          [rules.affected, number(result.affected_members)],
          [rules.fpr, result.estimated_fpr === null ? rules.fpr_unknown : percent(result.estimated_fpr, 2)],
        ]}
      />
      {result.sample.length === 0 ? (
        <Empty title={rules.no_sample} />
      ) : (
        <PlainTable
          name={rules.backtest}
          heads={[inZone(texts.scans.when, time_zone), texts.scans.operation, texts.scans.result, rules.then_was]}
        >
          {result.sample.map((scan) => (
            <tr key={scan.scan_id}>
              <td>
                <Link to="/p/$projectId/scans/$scanId" params={{ projectId: project_id, scanId: scan.scan_id }}>
                  <Moment instant={scan.created_at} timeZone={time_zone} />
                </Link>
              </td>
              <td>{word(texts.scans.operations, scan.operation)}</td>
              <td>{word(texts.scans.results, scan.result)}</td>
              <td>{scan.verdict === null ? '—' : word(texts.scans.verdicts, scan.verdict)}</td>
            </tr>
          ))}
        </PlainTable>
      )}
      <ul className="muted small caveats">
        {result.caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </div>
  );
}
