/** The conditions of a rule as a tree to edit: groups in groups, each fault at the control that it is about. */
import { useContext, useId } from 'react';
import { faultText } from '../texts/refusals.ts';
import { texts, word } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { optionsOf } from '../ui/fields.tsx';
import { useMarkChanged } from '../ui/unsaved-changes.tsx';
import { firstValue, type GroupDraft, isGroup, type LeafDraft, newGroup, newLeaf, type NodeDraft } from './draft.ts';
import { Faults } from './editor-context.ts';
import { fieldOf, FIELDS, FREE_PREFIXES, OPERATORS_OF } from './fields.ts';
import { ValueInput } from './value-input.tsx';

const MAX_DEPTH = 5;
const { rules } = texts;

/** What the gateway found wrong at this place, in words for people. */
function useFaultsAt(matches: (pointer: string) => boolean): string {
  return useContext(Faults)
    .filter(({ field }) => matches(field))
    .map(faultText)
    .join(' ');
}

interface NodeProps<Node> {
  node: Node;
  at: string;
  depth: number;
  change: (node: Node) => void;
  remove?: () => void;
}

export function TreeEditor({ group, change }: { group: GroupDraft; change: (group: GroupDraft) => void }) {
  const markChanged = useMarkChanged();
  const changed = (next: GroupDraft) => {
    markChanged();
    change(next);
  };
  return <Group node={group} at="/conditions" depth={1} change={changed} />;
}

function Group({ node, at, depth, change, remove }: NodeProps<GroupDraft>) {
  const fault = useFaultsAt((pointer) => [at, `${at}/operator`, `${at}/rules`].includes(pointer));
  const put = (index: number, next: NodeDraft) =>
    change({ ...node, rules: node.rules.map((rule, i) => (i === index ? next : rule)) });
  const drop = (index: number) => change({ ...node, rules: node.rules.filter((_, i) => i !== index) });
  return (
    <fieldset className="tree-group" data-pointer={at}>
      <legend className="unseen">{rules.group}</legend>
      <div className="row">
        <select
          className="input auto"
          aria-label={rules.group_operator}
          value={node.operator}
          onChange={(event) => change({ ...node, operator: event.target.value as 'AND' | 'OR' })}
        >
          <option value="AND">{rules.all_of}</option>
          <option value="OR">{rules.any_of}</option>
        </select>
        <Button size="small" onClick={() => change({ ...node, rules: [...node.rules, newLeaf()] })}>
          {rules.add_condition}
        </Button>
        {depth < MAX_DEPTH && (
          <Button size="small" onClick={() => change({ ...node, rules: [...node.rules, newGroup()] })}>
            {rules.add_group}
          </Button>
        )}
        {remove && (
          <Button size="small" kind="quiet" onClick={remove}>
            {rules.remove_group}
          </Button>
        )}
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {node.rules.map((rule, index) => {
        const here = `${at}/rules/${index}`;
        return isGroup(rule) ? (
          <Group
            key={rule.key}
            node={rule}
            at={here}
            depth={depth + 1}
            change={(next) => put(index, next)}
            remove={() => drop(index)}
          />
        ) : (
          <Leaf
            key={rule.key}
            node={rule}
            at={here}
            depth={depth}
            change={(next) => put(index, next)}
            remove={() => drop(index)}
          />
        );
      })}
    </fieldset>
  );
}

function Leaf({ node, at, change, remove }: NodeProps<LeafDraft>) {
  const faultId = useId();
  const fieldFault = useFaultsAt((pointer) => pointer === at || pointer === `${at}/field`);
  const operatorFault = useFaultsAt((pointer) => pointer === `${at}/operator`);
  const valueFault = useFaultsAt((pointer) => pointer.startsWith(`${at}/value`));
  const fault = [fieldFault, operatorFault, valueFault].filter(Boolean).join(' ');
  const described = fault ? faultId : undefined;
  return (
    <div data-pointer={at}>
      <div className="tree-leaf" role="group" aria-label={rules.condition}>
        <FieldInput node={node} change={change} invalid={fieldFault !== ''} describedBy={described} />
        <select
          className="input"
          aria-label={rules.operator}
          aria-invalid={operatorFault !== '' || undefined}
          aria-describedby={described}
          value={node.operator}
          onChange={(event) =>
            change({
              ...node,
              operator: event.target.value,
              text: textFor(node, node.field, event.target.value),
              list: '',
            })
          }
        >
          {optionsOf(operatorsFor(node.field).map((operator) => [operator, word(rules.operators, operator)]))}
        </select>
        <ValueInput node={node} change={change} invalid={valueFault !== ''} describedBy={described} />
        <Button kind="quiet" size="small" onClick={remove} aria-label={rules.remove_condition}>
          ✕
        </Button>
      </div>
      {fault && (
        <p className="fault" role="alert" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  );
}

const operatorsFor = (field: string): readonly string[] => OPERATORS_OF[fieldOf(field)?.kind ?? 'text'];

/** What was typed stays where it still makes sense. */
function textFor(node: LeafDraft, field: string, operator: string): string {
  const [before, after] = [fieldOf(node.field), fieldOf(field)];
  const sameKind = before?.kind === after?.kind && before?.choices === after?.choices;
  return sameKind && node.operator !== 'exists' && operator !== 'exists' ? node.text : firstValue(field, operator);
}

interface PartProps {
  node: LeafDraft;
  change: (node: LeafDraft) => void;
  invalid: boolean;
  describedBy: string | undefined;
}

function FieldInput({ node, change, invalid, describedBy }: PartProps) {
  const prefix = FREE_PREFIXES.find((free) => node.field.startsWith(free));
  const choose = (field: string) => {
    const operator = operatorsFor(field).includes(node.operator) ? node.operator : 'equals';
    change({ ...node, field, operator, text: textFor(node, field, operator), list: '' });
  };
  return (
    <span className="stack">
      <select
        className="input"
        aria-label={rules.field}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        value={prefix ?? node.field}
        onChange={(event) => choose(event.target.value)}
      >
        {optionsOf(FIELDS.map(({ name }) => [name, word(rules.fields, name)]))}
        {optionsOf(FREE_PREFIXES.map((free) => [free, word(rules.fields, free)]))}
      </select>
      {prefix && (
        <input
          className="input"
          aria-label={rules.metadata_key}
          placeholder={rules.metadata_key}
          value={node.field.slice(prefix.length)}
          onChange={(event) => change({ ...node, field: `${prefix}${event.target.value}` })}
        />
      )}
    </span>
  );
}
