/** Dialogs: focus goes in, Escape and the backdrop close, focus comes back. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { RefusalNote } from './states.tsx';

interface DialogProps {
  open: boolean;
  close: () => void;
  title: string;
  wide?: boolean;
  children: ReactNode;
}

/** Where one begins: the first thing to fill in, else the answer that does no harm. No `autoFocus`: focus would not come back. */
const FIRST = 'input:not([type=hidden]), select, textarea, [data-harmless]';

export function Dialog({ open, close, title, wide, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && close()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup
          className="dialog"
          data-wide={wide || undefined}
          ref={popup}
          initialFocus={() => popup.current?.querySelector<HTMLElement>(FIRST) ?? true}
        >
          <div className="dialog-head">
            <Base.Title render={<h2 />}>{title}</Base.Title>
            <Base.Close render={<Button kind="quiet" size="small" aria-label={texts.actions.close} />}>✕</Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  close: () => void;
  title: string;
  children: ReactNode;
  action: string;
  /** What must be typed before the button can be pressed. */
  typed?: string;
  run: () => Promise<unknown>;
}

/** For what cannot be undone. */
export function Confirm({ open, close, title, children, action, typed, run }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  const leave = () => {
    setError(null);
    setSaid('');
    close();
  };
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      await run();
      leave();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} close={leave} title={title}>
      <div className="stack">{children}</div>
      {typed !== undefined && (
        <label className="field">
          <span>
            {texts.actions.type_to_confirm} <b>{typed}</b>
          </span>
          <input className="input" value={said} onChange={(event) => setSaid(event.target.value)} autoComplete="off" />
        </label>
      )}
      <RefusalNote error={error} />
      <div className="dialog-foot">
        <Button onClick={leave} data-harmless>
          {texts.actions.cancel}
        </Button>
        <Button
          kind="danger"
          busy={busy}
          disabled={typed !== undefined && said.trim() !== typed}
          onClick={() => void go()}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
