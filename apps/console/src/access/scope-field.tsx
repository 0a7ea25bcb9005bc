/** The scopes of a key: a preset by what it is for, then each one to tick. */
import { useState } from 'react';
import { texts, word } from '../texts/texts.ts';
import { CheckGroup, optionsOf } from '../ui/fields.tsx';
import { type Preset, PRESETS, SCOPE_OPTIONS } from './scopes.ts';

const { access } = texts;
const PRESET_NAMES = Object.entries(access.presets);

export function ScopeField({ initial = 'custom' }: { initial?: Preset }) {
  const [preset, setPreset] = useState<Preset>(initial);
  return (
    <>
      <label className="field">
        <span>{access.preset}</span>
        <select className="input" value={preset} onChange={(event) => setPreset(event.target.value as Preset)}>
          {optionsOf(PRESET_NAMES)}
        </select>
        <span className="hint">{word(access.preset_hints, preset)}</span>
      </label>
      <CheckGroup name="scopes" label={access.scopes} options={SCOPE_OPTIONS} chosen={PRESETS[preset]} key={preset} />
    </>
  );
}
