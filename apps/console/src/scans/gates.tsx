/** The gates that a scan went through, in order, with what each judged. */
import type { Schemas } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { RuleLink } from './named-links.tsx';

const { scans } = texts;

export function Gates({ gates }: { gates: Schemas['GateView'][] }) {
  return (
    <PlainTable name={scans.trace} heads={[scans.gate, scans.outcome, scans.judged]}>
      {gates.map((gate, index) => (
        <tr key={`${gate.gate} ${index}`}>
          <td>{word(scans.gates, gate.gate)}</td>
          <td>
            <Badge state={gate.outcome}>{gate.outcome.replaceAll('_', ' ')}</Badge>
          </td>
          <td>
            {ruleOf(gate) && <RuleLink id={ruleOf(gate)!} />}
            <div className="mono small">{judgedBy(gate)}</div>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

const ruleOf = ({ input }: Schemas['GateView']): string | undefined =>
  (input as { rule_id?: string } | undefined)?.rule_id;

function judgedBy({ input, threshold, margin, score }: Schemas['GateView']): string {
  const { rule_id: named, ...judged } = (input ?? {}) as Record<string, unknown>;
  const said = Object.entries(judged).map(
    ([name, value]) => `${name.replaceAll('_', ' ')} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const numbers = { score, threshold, margin };
  const measured = Object.entries(numbers).flatMap(([name, value]) =>
    value == null ? [] : [`${name} ${short(value)}`],
  );
  return [...measured, ...said].join(' · ') || (named ? '' : '—');
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
