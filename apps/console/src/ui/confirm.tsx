/** Asks before something that cannot be undone. */
import { type ReactNode, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalNote } from './states.tsx';

interface ConfirmProps {
  open: boolean;
  close: () => void;
  title: string;
  children: ReactNode;
  action: string;
  /** What must be typed before the button can be pressed. */
  confirmText?: string;
  run: () => Promise<unknown>;
}

export function Confirm({ open, close, title, children, action, confirmText, run }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [input, setInput] = useState('');
  const leave = () => {
    setError(null);
    setInput('');
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
      {confirmText !== undefined && (
        <label className="field">
          <span>
            {texts.actions.type_to_confirm} <b>{confirmText}</b>
          </span>
          <input
            className="input"
            value={input}
            onChange={(event) => setInput(event.target.value)}
            autoComplete="off"
          />
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
          disabled={confirmText !== undefined && input.trim() !== confirmText}
          onClick={() => void go()}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
