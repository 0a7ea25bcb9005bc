/** A form that sends itself: busy while it waits, faults of the gateway at their fields, the rest above the buttons. */
import { Field } from '@base-ui/react/field';
import { Form as Base } from '@base-ui/react/form';
import { type ComponentProps, type ReactNode, useMemo, useState } from 'react';
import { queries } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { type Basis, basisAt } from '../api/versions.ts';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { RefusalNote } from './states.tsx';

/** What was typed, by the fields' names. */
export class Typed {
  constructor(private readonly data: FormData) {}
  text(name: string): string {
    const value = this.data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }
  /** Empty is null: the field is cleared. */
  textOrNull = (name: string): string | null => this.text(name) || null;
  /** Empty is undefined: the field is left out. */
  textIfAny = (name: string): string | undefined => this.text(name) || undefined;
  number = (name: string): number | undefined => (this.text(name) === '' ? undefined : Number(this.text(name)));
  ticked = (name: string): boolean => this.data.get(name) !== null;
  all = (name: string): string[] => this.data.getAll(name).map(String);
}

interface FormProps {
  /** @param basis what the change is made from, as headers; see `edits` */
  send: (typed: Typed, basis: Basis) => Promise<unknown>;
  /** Address of the thing that is edited: when somebody else changed it meanwhile, nothing is sent over theirs. */
  edits?: string;
  /** Draws the fields anew from what is there now; default this form alone. */
  startAgain?: () => void;
  action: string;
  cancel?: () => void;
  children: ReactNode;
  disabled?: boolean;
}

export function Form(props: FormProps) {
  const [round, setRound] = useState(0);
  return <OneRound startAgain={() => setRound(round + 1)} {...props} key={round} />;
}

function OneRound({ send, edits, startAgain, action, cancel, children, disabled }: FormProps) {
  const [basis, setBasis] = useState(() => basisAt(edits));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // the same object until the next refusal: when it changes, the focus is led to the first field that was refused
  const errors = useMemo(() => {
    const faults = error instanceof Refusal ? error.faults : [];
    return Object.fromEntries(faults.map(({ field, message }) => [field.split('.').at(-1)!, message]));
  }, [error]);
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    try {
      await send(new Typed(new FormData(form)), basis);
      setError(null);
      setBasis(basisAt(edits));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Base
      className="form"
      errors={errors}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(event.currentTarget);
      }}
    >
      {children}
      <RefusalNote error={error} />
      {error instanceof Refusal && error.code === 'precondition_failed' && (
        <div>
          <Button onClick={() => void queries.invalidateQueries().then(startAgain)}>{texts.actions.start_again}</Button>
        </div>
      )}
      <div className="dialog-foot">
        {cancel && <Button onClick={cancel}>{texts.actions.cancel}</Button>}
        <Button type="submit" kind="primary" busy={busy} disabled={disabled}>
          {action}
        </Button>
      </div>
    </Base>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
}

function Around({ name, label, hint, children }: FieldProps & { children: ReactNode }) {
  return (
    <Field.Root name={name} className="field">
      <Field.Label>{label}</Field.Label>
      {children}
      {hint !== undefined && <Field.Description className="hint">{hint}</Field.Description>}
      <Field.Error className="fault" />
    </Field.Root>
  );
}

export function TextField({ name, label, hint, ...rest }: FieldProps & Omit<ComponentProps<'input'>, 'name'>) {
  return (
    <Around name={name} label={label} hint={hint}>
      <Field.Control {...rest} className={`input ${rest.className ?? ''}`} autoComplete={rest.autoComplete ?? 'off'} />
    </Around>
  );
}

export function TextArea({ name, label, hint, ...rest }: FieldProps & Omit<ComponentProps<'textarea'>, 'name'>) {
  return (
    <Around name={name} label={label} hint={hint}>
      <Field.Control render={<textarea {...rest} />} className="input" defaultValue={rest.defaultValue} />
    </Around>
  );
}

type Option = readonly [value: string, label: string];

export function SelectField({
  name,
  label,
  hint,
  options,
  ...rest
}: FieldProps & { options: readonly Option[] } & Omit<ComponentProps<'select'>, 'name'>) {
  return (
    <Around name={name} label={label} hint={hint}>
      <Field.Control render={<select {...rest}>{optionsOf(options)}</select>} className="input" />
    </Around>
  );
}

export const optionsOf = (options: readonly Option[]): ReactNode =>
  options.map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));

export function CheckField({ name, label, hint, ...rest }: FieldProps & Omit<ComponentProps<'input'>, 'name'>) {
  return (
    <Field.Root name={name} className="field">
      <label className="check">
        <input type="checkbox" name={name} {...rest} />
        <span>
          {label}
          {hint !== undefined && <span className="hint"> {hint}</span>}
        </span>
      </label>
      <Field.Error className="fault" />
    </Field.Root>
  );
}

/** Several of several. */
export function CheckGroup({
  name,
  label,
  hint,
  options,
  chosen,
}: FieldProps & { options: readonly Option[]; chosen: readonly string[] }) {
  return (
    <Field.Root name={name} className="field" render={<fieldset />}>
      <legend className="legend">{label}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      <div className="checks">
        {options.map(([value, text]) => (
          <label className="check" key={value}>
            <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      <Field.Error className="fault" />
    </Field.Root>
  );
}

/** Outside a form: a filter that works at once. */
export function Filter({
  label,
  value,
  options,
  choose,
}: {
  label: string;
  value: string | undefined;
  options: readonly Option[];
  choose: (value: string | undefined) => void;
}) {
  return (
    <label className="field">
      <span className="hint">{label}</span>
      <select className="input" value={value ?? ''} onChange={(event) => choose(event.target.value || undefined)}>
        <option value="">{texts.filters.all}</option>
        {optionsOf(options)}
      </select>
    </label>
  );
}
