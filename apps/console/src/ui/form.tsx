/** A form that sends itself: busy while it waits, faults of the gateway at their fields, the rest above the buttons. */
import { Form as Base } from '@base-ui/react/form';
import { notifyManager } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { queries } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { type Precondition, preconditionFor } from '../api/etags.ts';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { RefusalNote } from './states.tsx';

/** What was typed, by the fields' names. */
export class FormValues {
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
  /** @param precondition what the change is made from, as headers; see `edits` */
  send: (values: FormValues, precondition: Precondition) => Promise<unknown>;
  /** Address of the thing that is edited: when another person changed it meanwhile, nothing is overwritten. */
  edits?: string;
  /** Draws the fields anew from what is there now; default this form alone. */
  restart?: () => void;
  action: string;
  /** What cannot be undone looks like it. */
  danger?: boolean;
  cancel?: () => void;
  children: ReactNode;
  disabled?: boolean;
}

export function Form(props: FormProps) {
  const [round, setRound] = useState(0);
  return <OneRound restart={() => setRound(round + 1)} {...props} key={round} />;
}

/** Until the page has been drawn with it: fields that are made before would begin with what was there before. */
async function readAnew(): Promise<void> {
  await queries.invalidateQueries();
  await new Promise<void>((drawn) => notifyManager.schedule(drawn));
}

function OneRound({ send, edits, restart, action, danger, cancel, children, disabled }: FormProps) {
  const [precondition, setPrecondition] = useState(() => preconditionFor(edits));
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
      await send(new FormValues(new FormData(form)), precondition);
      setError(null);
      setPrecondition(preconditionFor(edits));
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
          <Button onClick={() => void readAnew().then(restart)}>{texts.actions.start_again}</Button>
        </div>
      )}
      <div className="dialog-foot">
        {cancel && <Button onClick={cancel}>{texts.actions.cancel}</Button>}
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled}>
          {action}
        </Button>
      </div>
    </Base>
  );
}
