/** A button that acts at once: busy meanwhile, so that nothing is done twice; a refusal becomes a notice. */
import { type ComponentProps, useState } from 'react';
import { refusalSentence } from '../texts/refusals.ts';
import { Button } from './button.tsx';
import { notifyFailure } from './notifications.tsx';

type Props = Omit<ComponentProps<typeof Button>, 'onClick' | 'busy'> & { run: () => Promise<unknown> };

export function ActionButton({ run, ...rest }: Props) {
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      notifyFailure(refusalSentence(error));
    } finally {
      setBusy(false);
    }
  };
  return <Button {...rest} busy={busy} onClick={() => void go()} />;
}
