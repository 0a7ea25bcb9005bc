/** The fields of a form: each with its label, its hint and what the gateway found wrong with it. */
import { Field } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';

interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
}

function FieldFrame({ name, label, hint, children }: FieldProps & { children: ReactNode }) {
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
    <FieldFrame name={name} label={label} hint={hint}>
      <Field.Control {...rest} className={`input ${rest.className ?? ''}`} autoComplete={rest.autoComplete ?? 'off'} />
    </FieldFrame>
  );
}

export function TextArea({ name, label, hint, ...rest }: FieldProps & Omit<ComponentProps<'textarea'>, 'name'>) {
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <Field.Control render={<textarea {...rest} />} className="input" defaultValue={rest.defaultValue} />
    </FieldFrame>
  );
}

export type Option = readonly [value: string, label: string];

export function SelectField({
  name,
  label,
  hint,
  options,
  ...rest
}: FieldProps & { options: readonly Option[] } & Omit<ComponentProps<'select'>, 'name'>) {
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <Field.Control render={<select {...rest}>{optionsOf(options)}</select>} className="input" />
    </FieldFrame>
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
