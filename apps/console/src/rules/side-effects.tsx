/** What else happens when a rule decides: lists, a disabled member, an event. */
import { useContext } from 'react';
import { faultText } from '../texts/refusals.ts';
import { texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { optionsOf } from '../ui/fields.tsx';
import { useMarkChanged } from '../ui/unsaved-changes.tsx';
import { Faults, Lists } from './editor-context.ts';

export interface Effect {
  key: number;
  type: string;
  list?: string;
  label?: string;
}
const { rules } = texts;
const TYPES = Object.entries(rules.effects);
const takesList = (type: string): boolean => type.endsWith('_list');
let keys = 0;

export const effectOf = (raw: unknown): Effect => ({ ...(raw as Omit<Effect, 'key'>), key: ++keys });

export function SideEffects({ effects, change: set }: { effects: Effect[]; change: (effects: Effect[]) => void }) {
  const markChanged = useMarkChanged();
  const change = (next: Effect[]) => {
    markChanged();
    set(next);
  };
  const put = (index: number, next: Effect) => change(effects.map((effect, i) => (i === index ? next : effect)));
  return (
    <div className="field">
      <span className="legend">{rules.side_effects}</span>
      {effects.map((effect, index) => (
        <OneEffect
          key={effect.key}
          effect={effect}
          at={`/action/side_effects/${index}`}
          change={(next) => put(index, next)}
          remove={() => change(effects.filter((_, i) => i !== index))}
        />
      ))}
      <div>
        <Button size="small" onClick={() => change([...effects, effectOf({ type: 'emit_webhook' })])}>
          {rules.add_effect}
        </Button>
      </div>
    </div>
  );
}

interface Props {
  effect: Effect;
  at: string;
  change: (effect: Effect) => void;
  remove: () => void;
}

function OneEffect({ effect, at, change, remove }: Props) {
  const lists = useContext(Lists);
  const faults = useContext(Faults).filter(({ field }) => field.startsWith(at));
  const turnInto = (type: string) =>
    change({ key: effect.key, type, ...(takesList(type) ? { list: lists[0]?.name ?? '' } : {}) });
  return (
    <div className="stack">
      <div className="row two">
        <select
          className="input"
          aria-label={rules.effect}
          value={effect.type}
          onChange={(event) => turnInto(event.target.value)}
        >
          {optionsOf(TYPES)}
        </select>
        {takesList(effect.type) && (
          <select
            className="input"
            aria-label={rules.list}
            value={effect.list}
            onChange={(event) => change({ ...effect, list: event.target.value })}
          >
            {optionsOf(lists.map(({ name }) => [name, name]))}
          </select>
        )}
        <Button kind="quiet" size="small" aria-label={rules.remove_effect} onClick={remove}>
          ✕
        </Button>
      </div>
      {faults.map(({ field, message }) => (
        <p className="fault" role="alert" key={field}>
          {faultText({ field, message })}
        </p>
      ))}
    </div>
  );
}
