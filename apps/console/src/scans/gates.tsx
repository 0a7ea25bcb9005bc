/** The gates that a scan passed through, in order, with what each judged. */
import type { Schemas } from '../api/client.ts';
import { number, texts, word } from '../texts/texts.ts';
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
            <Badge state={gate.outcome}>{word(scans.gate_outcomes, gate.outcome)}</Badge>
          </td>
          <td>
            {ruleOf(gate) && <RuleLink id={ruleOf(gate)!} />}
            <div className="small">{judgedBy(gate)}</div>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

const ruleOf = ({ input }: Schemas['GateView']): string | undefined =>
  (input as { rule_id?: string } | undefined)?.rule_id;

function judgedBy({ gate, input }: Schemas['GateView']): string {
  const { rule_id: named, ...judged } = typeof input === 'object' && input !== null ? input : { input };
  const inputs = Object.entries(judged).flatMap(([name, value]) => {
    if (value == null) return [];
    return [name === 'input' ? inputText(gate, value) : `${word(scans.gate_inputs, name)} ${inputText(name, value)}`];
  });
  return inputs.join(' · ') || (named ? '' : '—');
}

function inputText(name: string, value: unknown): string {
  if (typeof value === 'number') {
    const counted = (scans.gate_counts as Record<string, string>)[name];
    return counted ? counted.replace('{n}', number(value)) : number(value);
  }
  return typeof value === 'string' ? word(scans.reasons, value) : JSON.stringify(value);
}
