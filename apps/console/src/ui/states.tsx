/** What stands in place of content: nothing yet, still loading, refused, unreachable. */
import { type ReactNode, useEffect, useState } from 'react';
import { Refusal } from '../api/refusal.ts';
import { refusalText } from '../texts/refusals.ts';
import { fill, texts } from '../texts/texts.ts';
import { Button } from './button.tsx';

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

const SLOW_AFTER_MS = 8_000;

/** After some seconds it says that it is slow, so that nobody takes it for broken. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="stack" role="status" aria-label={texts.states.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <div className="skeleton" key={line} />
      ))}
      {slow && lines > 1 && <p className="muted">{texts.states.slow}</p>}
    </div>
  );
}

/** In place of what could not be shown. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, text } = refusalText(error);
  return (
    <div className="state" role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      <RequestId error={error} />
      {retry && <Button onClick={retry}>{texts.actions.retry}</Button>}
    </div>
  );
}

/** Beside the button that was refused. */
export function RefusalNote({ error }: { error: unknown }) {
  if (error == null) return null;
  return (
    <div className="callout" data-tone="bad" role="alert">
      <span>{refusalText(error).text}</span>
      <RequestId error={error} />
    </div>
  );
}

function RequestId({ error }: { error: unknown }) {
  if (!(error instanceof Refusal) || error.requestId === null) return null;
  return <p className="small mono">{fill(texts.states.request_id, { id: error.requestId })}</p>;
}

export interface QueryState<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What a query has to show, in whichever state it is. */
export function Loaded<T>({
  of,
  lines,
  children,
}: {
  of: QueryState<T>;
  lines?: number;
  children: (data: NonNullable<T>) => ReactNode;
}) {
  if (of.data != null) return children(of.data);
  if (of.error != null) return <Failure error={of.error} retry={() => void of.refetch()} />;
  return <Loading lines={lines} />;
}
