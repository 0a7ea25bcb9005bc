/** From when to when a list reaches; left empty it is the API's last 30 days. */
import { fromLocalInput } from '../texts/times.ts';
import { texts } from '../texts/texts.ts';

export interface Span {
  start?: string;
  end?: string;
}

export function SpanFilter({ span, change }: { span: Span; change: (span: Span) => void }) {
  return (
    <>
      <label className="field">
        <span className="hint">{texts.filters.from}</span>
        <input
          type="datetime-local"
          className="input"
          onChange={(event) => change({ ...span, start: fromLocalInput(event.target.value) })}
        />
      </label>
      <label className="field">
        <span className="hint">{texts.filters.to}</span>
        <input
          type="datetime-local"
          className="input"
          onChange={(event) => change({ ...span, end: fromLocalInput(event.target.value) })}
        />
      </label>
    </>
  );
}
