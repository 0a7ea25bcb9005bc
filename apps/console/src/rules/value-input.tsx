/** The value of a condition: yes or no, one of some, numbers, text, people or terminals by name, or a list. */
import { useContext } from 'react';
import { type NamedKind, NamedPicker } from '../scans/named-picker.tsx';
import { texts, word } from '../texts/texts.ts';
import { optionsOf } from '../ui/fields.tsx';
import type { LeafDraft } from './draft.ts';
import { Lists } from './editor-context.ts';
import { fieldOf } from './fields.ts';

const { rules } = texts;
const YES_NO = [
  ['true', texts.actions.yes],
  ['false', texts.actions.no],
] as const;
const NAMED: Record<string, NamedKind> = { 'member.id': 'member', 'device.id': 'device' };

interface ValueInputProps {
  node: LeafDraft;
  change: (node: LeafDraft) => void;
  invalid: boolean;
  describedBy: string | undefined;
}

const attributesOf = ({ invalid, describedBy }: ValueInputProps) => ({
  className: 'input',
  'aria-invalid': invalid || undefined,
  'aria-describedby': describedBy,
});

export function ValueInput(props: ValueInputProps) {
  const { node, change } = props;
  const field = fieldOf(node.field);
  const text = {
    ...attributesOf(props),
    'aria-label': rules.value,
    value: node.text,
    onChange: (event: { target: { value: string } }) => change({ ...node, text: event.target.value }),
  };
  if (node.operator === 'exists') return <select {...text}>{optionsOf(YES_NO)}</select>;
  if (node.operator === 'between') return <RangeInput {...props} />;
  if (node.operator === 'in' || node.operator === 'not_in') return <SeveralInput {...props} />;
  if (field?.kind === 'boolean') return <select {...text}>{optionsOf(YES_NO)}</select>;
  if (field?.choices)
    return <select {...text}>{optionsOf(field.choices.map((choice) => [choice, word(rules.choices, choice)]))}</select>;
  if (NAMED[node.field]) return <NamedInput {...props} single />;
  return <input {...text} inputMode={field?.kind === 'number' ? 'decimal' : undefined} />;
}

function RangeInput(props: ValueInputProps) {
  const { node, change } = props;
  return (
    <span className="row two">
      {(['text', 'upper'] as const).map((end) => (
        <input
          key={end}
          {...attributesOf(props)}
          inputMode="decimal"
          aria-label={end === 'text' ? rules.from : rules.to}
          value={node[end]}
          onChange={(event) => change({ ...node, [end]: event.target.value })}
        />
      ))}
    </span>
  );
}

/** One of several values, or of the entries of a list. */
function SeveralInput(props: ValueInputProps) {
  const { node, change } = props;
  const field = fieldOf(node.field);
  const lists = useContext(Lists).filter(({ type }) => type === field?.list);
  return (
    <span className="stack">
      {field?.list && (
        <select
          {...attributesOf(props)}
          aria-label={rules.list}
          value={node.list}
          onChange={(event) => change({ ...node, list: event.target.value, text: '' })}
        >
          <option value="">{rules.values_by_hand}</option>
          {optionsOf(lists.map(({ name }) => [name, name]))}
        </select>
      )}
      {!node.list && NAMED[node.field] && <NamedInput {...props} single={false} />}
      {!node.list && !NAMED[node.field] && (
        <input
          {...attributesOf(props)}
          aria-label={rules.values}
          placeholder={rules.values_hint}
          value={node.text}
          onChange={(event) => change({ ...node, text: event.target.value })}
        />
      )}
    </span>
  );
}

/** People and terminals are chosen by name; the condition holds their ids. */
function NamedInput({ node, change, single, ...rest }: ValueInputProps & { single: boolean }) {
  return (
    <NamedPicker
      {...rest}
      kind={NAMED[node.field]!}
      label={single ? rules.value : rules.values}
      single={single}
      ids={node.text.split(/[\s,]+/).filter(Boolean)}
      change={(ids) => change({ ...node, text: ids.join(', ') })}
    />
  );
}
