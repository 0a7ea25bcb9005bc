/** A dialog: focus goes in, Escape and the backdrop close it, focus comes back; what was typed is not lost by that. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { Question } from './question.tsx';
import { UnsavedContext } from './unsaved-changes.tsx';

interface DialogProps {
  open: boolean;
  close: () => void;
  title: string;
  wide?: boolean;
  /** Closes only by a button inside. */
  locked?: boolean;
  children: ReactNode;
}

/** Where one begins: the first field, else the harmless answer. No `autoFocus`: focus would not come back. */
const FIRST = 'input:not([type=hidden]), select, textarea, [data-harmless]';

export function Dialog({ open, close, title, wide, locked = false, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const [unsaved, setUnsaved] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = () => {
    setAsking(false);
    close();
  };
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={locked}
      onOpenChange={(next, details) => {
        if (next || (open && !locked && !unsaved)) return next ? undefined : leave();
        details.cancel();
        if (!locked) setAsking(true);
      }}
    >
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
            {!locked && (
              <Base.Close render={<Button kind="quiet" size="small" aria-label={texts.actions.close} />}>✕</Base.Close>
            )}
          </div>
          <UnsavedContext value={setUnsaved}>{children}</UnsavedContext>
          <Question
            open={asking}
            title={texts.unsaved.title}
            text={texts.unsaved.text}
            stay={() => setAsking(false)}
            go={leave}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
