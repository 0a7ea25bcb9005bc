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

function judgedBy({ input, threshold }: Schemas['GateView']): string {
  const said = typeof input === 'object' && input !== null ? Object.entries(input).map(named) : [spoken(input)];
  const measured = threshold == null ? [] : [`threshold ${short(threshold)}`];
  return [...measured, ...said].filter(Boolean).join(' · ') || '—';
}

const named = ([name, value]: [string, unknown]): string => `${name.replaceAll('_', ' ')} ${spoken(value)}`;

function spoken(value: unknown): string {
  if (value == null) return '';
  if (typeof value === 'number') return short(value);
  return typeof value === 'string' ? value.replaceAll('_', ' ') : JSON.stringify(value);
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
