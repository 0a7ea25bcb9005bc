/** A secret that is shown once: it stays on the screen until the person says that it is saved. */
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { Copy } from './copy.tsx';
import { downloadFile } from './download.ts';

interface SecretProps {
  secret: string;
  /** Of the element, and of the file. */
  name: string;
  warning: string;
  done: () => void;
}

export function Secret({ secret, name, warning, done }: SecretProps) {
  const [reminded, setReminded] = useState(false);
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const leaves = current.pathname !== next.pathname;
      setReminded(leaves);
      return leaves;
    },
    enableBeforeUnload: true,
  });
  return (
    <>
      <div className="callout" data-tone="warn">
        <p>{warning}</p>
        <pre data-secret={name}>{secret}</pre>
        <div className="row">
          <Copy text={secret} />
          <Button
            size="small"
            onClick={() => downloadFile(`thenar-${name}.txt`, new Blob([`${secret}\n`], { type: 'text/plain' }))}
          >
            {texts.actions.download}
          </Button>
        </div>
        {reminded && <p role="alert">{texts.actions.save_first}</p>}
      </div>
      <div className="dialog-foot">
        <Button kind="primary" onClick={done}>
          {texts.actions.saved_it}
        </Button>
      </div>
    </>
  );
}
