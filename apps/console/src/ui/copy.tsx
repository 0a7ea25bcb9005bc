/** Something to copy: an id, a secret that is shown once. */
import { useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';

export function Copy({ text, label = texts.actions.copy }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => undefined);
    setDone(true);
    setTimeout(() => setDone(false), 2_000);
  };
  return (
    <Button size="small" onClick={() => void copy()}>
      <span aria-live="polite">{done ? texts.actions.copied : label}</span>
    </Button>
  );
}

export function Id({ id }: { id: string }) {
  return (
    <span className="row">
      <code>{id}</code>
      <Copy text={id} />
    </span>
  );
}

interface Secret {
  secret: string;
  /** Of the element, for those who look for it. */
  name: string;
  warning: string;
  done: () => void;
}

export function SecretOnce({ secret, name, warning, done }: Secret) {
  return (
    <>
      <div className="callout" data-tone="warn">
        <p>{warning}</p>
        <pre data-secret={name}>{secret}</pre>
        <div>
          <Copy text={secret} />
        </div>
      </div>
      <div className="dialog-foot">
        <Button kind="primary" onClick={done}>
          {texts.actions.done}
        </Button>
      </div>
    </>
  );
}
