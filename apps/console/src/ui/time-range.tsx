/** From when to when a list reaches, kept in the address; left empty it is the API's last 30 days. */
import { useEffect, useRef } from 'react';
import { texts } from '../texts/texts.ts';
import { fromLocal, toLocal } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';
import { useAddressState } from './address-state.ts';

export interface TimeRange {
  start?: string;
  end?: string;
}

const ENDS = [
  ['start', texts.filters.from],
  ['end', texts.filters.to],
] as const;
/** A date that is typed digit by digit has other dates on its way. */
const APPLIED_AFTER_MS = 700;

const isInstant = (value: string | undefined): value is string =>
  value !== undefined && !Number.isNaN(Date.parse(value));

/** What does not read as an instant, in an address that was changed by hand, counts as left empty. */
export function useTimeRange(): TimeRange {
  const [{ start, end }] = useAddressState<'start' | 'end'>();
  return { start: isInstant(start) ? start : undefined, end: isInstant(end) ? end : undefined };
}

export function TimeRangeFilter() {
  const range = useTimeRange();
  const [, change] = useAddressState<'start' | 'end' | 'row'>();
  return ENDS.map(([end, label]) => (
    <label className="field" key={end}>
      <span className="hint">{label}</span>
      <InstantInput instant={range[end]} change={(instant) => change({ [end]: instant, row: undefined })} />
    </label>
  ));
}

interface InstantInputProps {
  instant: string | undefined;
  change: (instant: string | undefined) => void;
}

/** Not controlled: a half-typed date has no value yet and must not be taken away. */
function InstantInput({ instant, change }: InstantInputProps) {
  const zone = useZone();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const local = toLocal(instant, zone);
  useEffect(() => {
    // by Back, or by a link; what is being typed stays
    if (document.activeElement !== input.current) input.current!.value = local;
  }, [local]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const apply = () => {
    clearTimeout(timer.current);
    const { value, validity } = input.current!;
    if (value !== local && !validity.badInput) change(fromLocal(value, zone));
  };
  return (
    <input
      type="datetime-local"
      className="input"
      ref={input}
      defaultValue={local}
      onChange={() => {
        clearTimeout(timer.current);
        timer.current = setTimeout(apply, APPLIED_AFTER_MS);
      }}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
    />
  );
}
