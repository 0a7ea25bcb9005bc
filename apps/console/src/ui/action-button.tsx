/** A button that does something at once: busy meanwhile, so that nobody does it twice; what refuses it is said. */
import { type ComponentProps, useState } from 'react';
import { Button } from './button.tsx';
import { notifyFailure } from './notifications.tsx';
import { sentenceFor } from './states.tsx';

type Props = Omit<ComponentProps<typeof Button>, 'onClick' | 'busy'> & { run: () => Promise<unknown> };

export function ActionButton({ run, ...rest }: Props) {
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      notifyFailure(sentenceFor(error));
    } finally {
      setBusy(false);
    }
  };
  return <Button {...rest} busy={busy} onClick={() => void go()} />;
}
