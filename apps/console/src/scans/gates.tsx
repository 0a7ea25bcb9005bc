/** The gates that a scan went through, in order, with what each judged. */
import type { Schemas } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Scroller } from '../ui/page.tsx';

const { scans } = texts;

export function Gates({ gates }: { gates: Schemas['GateView'][] }) {
  return (
    <Scroller name={scans.trace}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{scans.gate}</th>
            <th scope="col">{scans.outcome}</th>
            <th scope="col">{scans.judged}</th>
          </tr>
        </thead>
        <tbody>
          {gates.map((gate, index) => (
            <tr key={`${gate.gate} ${index}`}>
              <td>{word(scans.gates, gate.gate)}</td>
              <td>
                <Badge state={gate.outcome}>{gate.outcome.replaceAll('_', ' ')}</Badge>
              </td>
              <td className="mono small">{judgedBy(gate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function judgedBy({ input, threshold, margin, score }: Schemas['GateView']): string {
  const said = Object.entries((input ?? {}) as Record<string, unknown>).map(
    ([name, value]) => `${name.replaceAll('_', ' ')} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const numbers = { score, threshold, margin };
  const measured = Object.entries(numbers).flatMap(([name, value]) =>
    value == null ? [] : [`${name} ${short(value)}`],
  );
  return [...measured, ...said].join(' · ') || '—';
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
