/** One act on many: what will happen, the number typed where it cannot be undone, progress, and what was refused. */
import { type ReactNode, useRef, useState } from 'react';
import { refusalText } from '../texts/refusals.ts';
import { count, fill, number, texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './fields.tsx';
import { Form } from './form.tsx';
import type { FormValues } from './form-values.ts';
import { Refusal } from '../api/refusal.ts';

const { bulk } = texts;
/** At once; the gateway takes twenty changes a second from a person. */
const CONCURRENCY = 4;

interface BulkDialogProps<Item> {
  title: string;
  action: string;
  items: readonly Item[];
  labelOf: (item: Item) => string;
  /** @param values of the fields in `children` */
  run: (item: Item, values: FormValues) => Promise<unknown>;
  /** The number has to be typed. */
  irreversible?: boolean;
  close: () => void;
  done: () => void;
  children?: ReactNode;
}

interface Progress {
  finished: number;
  failures: { label: string; text: string }[];
  running: boolean;
}

export function BulkDialog<Item>(props: BulkDialogProps<Item>) {
  const { title, action, items, labelOf, run, irreversible = false, close, done, children } = props;
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);
  const start = async (values: FormValues) => {
    if (irreversible && values.number('confirm') !== items.length) throw Refusal.atField('confirm', bulk.wrong_number);
    // the first one alone: what is refused for all of them is said once, at the form
    await run(items[0]!, values);
    setProgress({ finished: 1, failures: [], running: true });
    const queue = items.slice(1);
    const worker = async () => {
      for (let item = queue.shift(); item !== undefined && !stopped.current; item = queue.shift()) {
        const current = item;
        const failure = await run(current, values).then(
          () => null,
          (error: unknown) => ({ label: labelOf(current), text: refusalText(error).text }),
        );
        setProgress((before) => ({
          ...before!,
          finished: before!.finished + 1,
          failures: failure ? [...before!.failures, failure] : before!.failures,
        }));
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    setProgress((before) => ({ ...before!, running: false }));
  };
  return (
    <Dialog open close={close} title={title} locked={progress !== null}>
      {progress ? (
        <ProgressView progress={progress} total={items.length} stop={() => (stopped.current = true)} done={done} />
      ) : (
        <Form action={action} danger={irreversible} cancel={close} send={start}>
          <p>{count(bulk.selected, items.length)}</p>
          {children}
          {irreversible && (
            <TextField
              name="confirm"
              label={fill(bulk.type_number, { n: number(items.length) })}
              inputMode="numeric"
              required
            />
          )}
        </Form>
      )}
    </Dialog>
  );
}

interface ProgressViewProps {
  progress: Progress;
  total: number;
  stop: () => void;
  done: () => void;
}

function ProgressView({ progress, total, stop, done }: ProgressViewProps) {
  const { finished, failures, running } = progress;
  return (
    <div className="stack" data-bulk={running ? 'running' : 'done'}>
      <progress value={finished} max={total} aria-label={bulk.progress} />
      <p role="status">{fill(bulk.done_of, { n: number(finished - failures.length), of: number(total) })}</p>
      {failures.length > 0 && (
        <>
          <p>{bulk.failed}</p>
          <ul className="failures">
            {failures.map(({ label, text }) => (
              <li key={label}>
                <b>{label}</b>: {text}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="dialog-foot">
        {running ? (
          <Button onClick={stop}>{bulk.stop}</Button>
        ) : (
          <Button kind="primary" onClick={done}>
            {texts.actions.done}
          </Button>
        )}
      </div>
    </div>
  );
}
