/** Asks whether what was typed may be thrown away; the harmless answer comes first. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';

interface QuestionProps {
  open: boolean;
  title: string;
  text: string;
  stay: () => void;
  go: () => void;
}

export function Question({ open, title, text, stay, go }: QuestionProps) {
  const harmless = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && stay()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" data-above forceRender />
        <Base.Popup className="dialog" data-above initialFocus={harmless} role="alertdialog">
          <Base.Title render={<h2 />}>{title}</Base.Title>
          <Base.Description>{text}</Base.Description>
          <div className="dialog-foot">
            <Button kind="primary" ref={harmless} onClick={stay}>
              {texts.unsaved.stay}
            </Button>
            <Button kind="danger" onClick={go}>
              {texts.unsaved.discard}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
