/** A form that sends itself: busy while it waits, faults at their fields, the rest above the buttons; nothing typed is lost. */
import { Form as Base } from '@base-ui/react/form';
import { notifyManager } from '@tanstack/react-query';
import { type ReactNode, type Ref, useCallback, useMemo, useState } from 'react';
import { queries } from '../api/client.ts';
import { type Precondition, preconditionFor } from '../api/etags.ts';
import { Refusal } from '../api/refusal.ts';
import { faultText } from '../texts/refusals.ts';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { FormValues } from './form-values.ts';
import { RefusalNote } from './states.tsx';
import { LeaveQuestion, MarkChangedContext, useUnsaved } from './unsaved-changes.tsx';

interface FormProps {
  /** @param precondition what the change is made from, as headers; see `edits` */
  send: (values: FormValues, precondition: Precondition) => Promise<unknown>;
  /** Address of the resource that is edited: when another person changed it meanwhile, nothing is overwritten. */
  edits?: string;
  /** Renders the fields again from what is there now; default this form alone. */
  restart?: () => void;
  action: string;
  /** What cannot be undone looks like it. */
  danger?: boolean;
  cancel?: () => void;
  children: ReactNode;
  disabled?: boolean;
  /** Nothing is lost when it is left: a question, a sign-in. */
  disposable?: boolean;
  formRef?: Ref<HTMLFormElement>;
}

export function Form(props: FormProps) {
  const [round, setRound] = useState(0);
  return <OneRound restart={() => setRound(round + 1)} {...props} key={round} />;
}

/** Until the page has been rendered with it: fields made before would begin with old values. */
async function readAgain(): Promise<void> {
  await queries.invalidateQueries();
  await new Promise<void>((rendered) => notifyManager.schedule(rendered));
}

function OneRound(props: FormProps) {
  const { send, edits, restart, action, danger, cancel, children, disabled, disposable, formRef } = props;
  const [precondition, setPrecondition] = useState(() => preconditionFor(edits));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { unsaved, setUnsaved } = useUnsaved();
  const markChanged = useCallback(() => !disposable && setUnsaved(true), [disposable, setUnsaved]);
  // the same object until the next refusal: when it changes, the focus moves to the first field that was refused
  const errors = useMemo(() => {
    const faults = error instanceof Refusal ? error.faults : [];
    return Object.fromEntries(faults.map((fault) => [fault.field.split('.').at(-1)!, faultText(fault)]));
  }, [error]);
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    try {
      await send(new FormValues(new FormData(form)), precondition);
      setUnsaved(false);
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
      ref={formRef}
      errors={errors}
      onInput={markChanged}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (!busy) void submit(event.currentTarget);
      }}
    >
      <MarkChangedContext value={markChanged}>{children}</MarkChangedContext>
      <RefusalNote error={error} />
      {error instanceof Refusal && error.code === 'precondition_failed' && (
        <div>
          <Button onClick={() => void readAgain().then(restart)}>{texts.actions.start_again}</Button>
        </div>
      )}
      <div className="dialog-foot">
        {cancel && <Button onClick={cancel}>{texts.actions.cancel}</Button>}
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled}>
          {action}
        </Button>
      </div>
      <LeaveQuestion active={unsaved && !busy} />
    </Base>
  );
}
