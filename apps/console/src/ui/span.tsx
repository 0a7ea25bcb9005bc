/** From when to when a list reaches; left empty it is the API's last 30 days. */
import { fromWall, inZone } from '../texts/times.ts';
import { texts } from '../texts/texts.ts';

export interface Span {
  start?: string;
  end?: string;
}

const ENDS = [
  ['start', texts.filters.from],
  ['end', texts.filters.to],
] as const;

interface SpanFilterProps {
  span: Span;
  change: (span: Span) => void;
  /** In which the list tells its times; default the browser's. */
  timeZone?: string;
}

export function SpanFilter({ span, change, timeZone }: SpanFilterProps) {
  return ENDS.map(([end, label]) => (
    <label className="field" key={end}>
      <span className="hint">{inZone(label, timeZone)}</span>
      <input
        type="datetime-local"
        className="input"
        onChange={(event) => change({ ...span, [end]: fromWall(event.target.value, timeZone) })}
      />
    </label>
  ));
}
