/** From when to when a list reaches; left empty it is the API's last 30 days. */
import { fromWall, inZone } from '../texts/times.ts';
import { texts } from '../texts/texts.ts';

export interface TimeRange {
  start?: string;
  end?: string;
}

const ENDS = [
  ['start', texts.filters.from],
  ['end', texts.filters.to],
] as const;

interface SpanFilterProps {
  span: TimeRange;
  change: (span: TimeRange) => void;
  /** In which the list shows its times; default the browser's. */
  timeZone?: string;
}

export function TimeRangeFilter({ span, change, timeZone }: SpanFilterProps) {
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
