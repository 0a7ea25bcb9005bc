/** What the rule on the screen would have done in the last days, saved or not. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { outcomeText, type Scan } from '../scans/outcome.ts';
import { VerdictBadge } from '../scans/scan-columns.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, number, percent, texts, word } from '../texts/texts.ts';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { DetailList, Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';

const { rules } = texts;
const DAYS = ['1', '7', '14', '30'].map((days) => [days, fill(rules.days, { days })] as const);
const SAMPLE_SIZE = 10;
type Result = Schemas['BacktestView'];

interface BacktestProps {
  /** The rule as it is in the editor at this moment. */
  currentRule: () => Schemas['CreateRule'];
  /** Around the request: what is refused is shown in the editor too. */
  run: <T>(call: () => Promise<T>) => Promise<T>;
}

export function Backtest({ currentRule, run }: BacktestProps) {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const [result, setResult] = useState<Result | null>(null);
  return (
    <Panel title={rules.backtest}>
      <p className="muted">{rules.backtest_text}</p>
      <Form
        action={rules.backtest_run}
        disabled={!mayManage}
        disposable
        send={async (values) => {
          const body = { rule: currentRule(), days: values.number('days'), sample_size: SAMPLE_SIZE };
          const params = { path: { project_id } };
          setResult(null);
          setResult(
            await run(() => dataOf(gateway.POST('/v1/projects/{project_id}/rules/backtest', { params, body }))),
          );
        }}
      >
        <SelectField name="days" label={rules.how_far} options={DAYS} defaultValue="7" />
      </Form>
      {result && <Outcome result={result} />}
    </Panel>
  );
}

const CAVEATS: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/alone/, rules.caveats.alone],
  [/as they are today/, rules.caveats.as_now],
  [/before a signal/, rules.caveats.signals],
  [/reached us late/, rules.caveats.counted],
  [/^Lists/, rules.caveats.lists],
  [/not known/, rules.caveats.unlabelled],
  [/labelled scans/, rules.caveats.labelled],
];
/** The gateway says it in English; a sentence that is not known yet is shown as it is. */
const caveatText = (caveat: string): string => CAVEATS.find(([pattern]) => pattern.test(caveat))?.[1] ?? caveat;

function Outcome({ result }: { result: Result }) {
  const { project_id } = useProject();
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
          heads={[texts.scans.when, texts.scans.operation, texts.scans.result, rules.then_was]}
        >
          {result.sample.map((scan) => (
            <tr key={scan.scan_id}>
              <td>
                <Link to="/p/$projectId/scans/$scanId" params={{ projectId: project_id, scanId: scan.scan_id }}>
                  <Moment instant={scan.created_at} />
                </Link>
              </td>
              <td>{word(texts.scans.operations, scan.operation)}</td>
              <td>{outcomeText(scan as Pick<Scan, 'operation' | 'result'>)}</td>
              <td>
                <VerdictBadge scan={{ verdict: scan.verdict as Scan['verdict'], matched_rule_id: null }} />
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      <ul className="muted small caveats">
        {result.caveats.map((caveat) => (
          <li key={caveat}>{caveatText(caveat)}</li>
        ))}
      </ul>
    </div>
  );
}
