/** Filters of a list, each kept in the address. */
import { useCallback } from 'react';
import { texts } from '../texts/texts.ts';
import { useAddressState } from './address-state.ts';
import { type Option, optionsOf } from './fields.tsx';
import { Search } from './search.tsx';

interface FilterProps {
  /** In the address. */
  name: string;
  label: string;
  options: readonly Option[];
  /** There is always a choice, and this is the one at present; otherwise everything is shown at first. */
  always?: string;
}

export function Filter({ name, label, options, always }: FilterProps) {
  const [state, change] = useAddressState<string>();
  const value = always ?? state[name] ?? '';
  const isKnown = value === '' || options.some(([option]) => option === value);
  return (
    <label className="field">
      <span className="hint">{label}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => change({ [name]: event.target.value || undefined, row: undefined })}
      >
        {always === undefined && <option value="">{texts.filters.all}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {optionsOf(options)}
      </select>
    </label>
  );
}

export function SearchFilter({ label }: { label: string }) {
  const [{ q = '' }, change] = useAddressState<'q' | 'row'>();
  const search = useCallback((value: string) => change({ q: value || undefined, row: undefined }, 'replace'), [change]);
  return <Search label={label} value={q} change={search} />;
}

/** Values of the address that the API knows; another one, typed by hand, filters nothing. */
export function oneOf<Value extends string>(
  value: string | undefined,
  known: Record<Value, unknown>,
): Value | undefined {
  return value !== undefined && Object.hasOwn(known, value) ? (value as Value) : undefined;
}
