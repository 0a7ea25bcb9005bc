/** Something to copy, and whether copying worked. */
import { useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';

const SHOWN_MS = 2_000;

export function Copy({ text, label = texts.actions.copy }: { text: string; label?: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'not_copied' | null>(null);
  const copy = async () => {
    setOutcome(
      await navigator.clipboard.writeText(text).then(
        () => 'copied' as const,
        () => 'not_copied' as const,
      ),
    );
    setTimeout(() => setOutcome(null), SHOWN_MS);
  };
  return (
    <Button size="small" onClick={() => void copy()}>
      <span aria-live="polite">{outcome ? texts.actions[outcome] : label}</span>
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
