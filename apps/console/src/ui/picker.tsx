/** Finds one or several things by name instead of by id, as one types. */
import { Combobox } from '@base-ui/react/combobox';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { texts } from '../texts/texts.ts';
import { useSettledValue } from './settled-value.ts';

export interface Choice {
  value: string;
  label: string;
  detail?: string | undefined;
}

const SEARCH_AFTER_MS = 180;
const STALE_AFTER_MS = 15_000;

interface PickerProps {
  label: string;
  /** Name of what is searched, for the cache. */
  source: readonly string[];
  search: (text: string) => Promise<Choice[]>;
  chosen: readonly Choice[];
  change: (chosen: Choice[]) => void;
  single?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
}

export function Picker(props: PickerProps) {
  const { label, source, search, chosen, change, single = false, invalid, describedBy } = props;
  const [text, setText] = useState('');
  const asked = useSettledValue(text.trim(), SEARCH_AFTER_MS);
  const found = useQuery({
    queryKey: ['picker', ...source, asked],
    queryFn: () => search(asked),
    staleTime: STALE_AFTER_MS,
    placeholderData: (before: Choice[] | undefined) => before,
  });
  const items = (found.data ?? []).filter(({ value }) => !chosen.some((one) => one.value === value));
  return (
    <Combobox.Root
      multiple
      items={items}
      filter={null}
      value={[...chosen]}
      onValueChange={(next: Choice[]) => {
        change(single ? next.slice(-1) : next);
        setText('');
      }}
      inputValue={text}
      onInputValueChange={setText}
      isItemEqualToValue={(a: Choice, b: Choice) => a.value === b.value}
    >
      <Combobox.Chips className="chips input">
        {chosen.map((choice) => (
          <Combobox.Chip key={choice.value} className="chip" aria-label={choice.label} title={choice.detail}>
            {choice.label}
            <Combobox.ChipRemove className="chip-remove" aria-label={`${texts.actions.remove} ${choice.label}`}>
              ✕
            </Combobox.ChipRemove>
          </Combobox.Chip>
        ))}
        <Combobox.Input
          className="chips-input"
          aria-label={label}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          placeholder={chosen.length === 0 ? texts.picker.placeholder : ''}
        />
      </Combobox.Chips>
      <Combobox.Portal>
        <Combobox.Positioner className="menu-layer" sideOffset={4}>
          <Combobox.Popup className="menu picker-menu">
            <Combobox.Status className="menu-note">{found.isFetching ? texts.palette.searching : null}</Combobox.Status>
            <Combobox.Empty className="menu-note">
              {found.isFetching ? null : texts.states.nothing_found}
            </Combobox.Empty>
            <Combobox.List>
              {(choice: Choice) => (
                <Combobox.Item key={choice.value} value={choice} className="menu-item">
                  {choice.label} {choice.detail && <span className="muted small">{choice.detail}</span>}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
