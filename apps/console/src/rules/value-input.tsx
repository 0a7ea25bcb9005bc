/** The value of a condition: yes or no, one of some, numbers, text, or a list by its name. */
import { useContext } from 'react';
import { texts, word } from '../texts/texts.ts';
import { optionsOf } from '../ui/fields.tsx';
import type { LeafDraft } from './draft.ts';
import { fieldOf } from './fields.ts';
import { Lists } from './editor-context.ts';

const { rules } = texts;
const YES_NO = [
  ['true', texts.actions.yes],
  ['false', texts.actions.no],
] as const;

interface Props {
  node: LeafDraft;
  change: (node: LeafDraft) => void;
  invalid: boolean;
  describedBy: string | undefined;
}

export function ValueInput({ node, change, invalid, describedBy }: Props) {
  const field = fieldOf(node.field);
  const lists = useContext(Lists).filter(({ type }) => type === field?.list);
  const several = node.operator === 'in' || node.operator === 'not_in';
  const common = {
    className: 'input',
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
  };
  const text = {
    ...common,
    'aria-label': rules.value,
    value: node.text,
    onChange: (event: { target: { value: string } }) => change({ ...node, text: event.target.value }),
  };
  if (node.operator === 'exists' || (field?.kind === 'boolean' && !several))
    return <select {...text}>{optionsOf(YES_NO)}</select>;
  if (node.operator === 'between')
    return (
      <span className="row two">
        <input {...text} inputMode="decimal" aria-label={rules.from} />
        <input
          {...common}
          inputMode="decimal"
          aria-label={rules.to}
          value={node.upper}
          onChange={(event) => change({ ...node, upper: event.target.value })}
        />
      </span>
    );
  if (field?.choices && !several)
    return <select {...text}>{optionsOf(field.choices.map((choice) => [choice, word(rules.choices, choice)]))}</select>;
  if (!several) return <input {...text} inputMode={field?.kind === 'number' ? 'decimal' : undefined} />;
  return (
    <span className="stack">
      {field?.list && (
        <select
          {...common}
          aria-label={rules.list}
          value={node.list}
          onChange={(event) => change({ ...node, list: event.target.value, text: '' })}
        >
          <option value="">{rules.values_by_hand}</option>
          {optionsOf(lists.map(({ name }) => [name, name]))}
        </select>
      )}
      {!node.list && <input {...text} placeholder={rules.values_hint} aria-label={rules.values} />}
    </span>
  );
}
