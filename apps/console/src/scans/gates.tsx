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

/** Score and margin are shown in sandboxes only. */
function judgedBy({ input, threshold, margin, score }: Schemas['GateView']): string {
  const { rule_id: named, ...judged } = typeof input === 'object' && input !== null ? input : { input };
  const said = Object.entries(judged).map(
    ([name, value]) => (name === 'input' ? '' : `${name.replaceAll('_', ' ')} `) + spoken(value),
  );
  const measured = Object.entries({ score, threshold, margin }).flatMap(([name, value]) =>
    value == null ? [] : [`${name} ${short(value)}`],
  );
  return [...measured, ...said].filter(Boolean).join(' · ') || (named ? '' : '—');
}

function spoken(value: unknown): string {
  if (value == null) return '';
  if (typeof value === 'number') return short(value);
  return typeof value === 'string' ? value.replaceAll('_', ' ') : JSON.stringify(value);
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
