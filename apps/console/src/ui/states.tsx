/** The states between people and what they came for: nothing yet, not yet, not now, not you. */
import type { ReactNode } from 'react';
import { GatewayUnreachable, Refusal } from '../api/refusal.ts';
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

export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div className="stack" role="status" aria-label={texts.states.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <div className="skeleton" key={line} />
      ))}
    </div>
  );
}

/** In place of what could not be shown. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, text } = wordsFor(error);
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
      <span>{wordsFor(error).text}</span>
      <RequestId error={error} />
    </div>
  );
}

function RequestId({ error }: { error: unknown }) {
  if (!(error instanceof Refusal) || error.requestId === null) return null;
  return <p className="small mono">{fill(texts.states.request_id, { id: error.requestId })}</p>;
}

const { states } = texts;
const BY_CODE: Record<string, { title: string; text: string }> = {
  admin_required: { title: states.no_permission, text: states.no_permission_text },
  owner_required: { title: states.no_permission, text: states.owner_required_text },
  precondition_failed: { title: states.changed, text: states.changed_text },
  not_found: { title: states.not_found, text: states.not_found_text },
};

/** A page's code did not come: no connection, or the gateway was updated since this page was opened. */
const isMissingChunk = (error: unknown): boolean =>
  error instanceof TypeError && /module script|dynamically imported module/.test(error.message);

function wordsFor(error: unknown): { title: string; text: string } {
  if (error instanceof GatewayUnreachable) return { title: states.no_answer, text: states.no_answer_text };
  if (isMissingChunk(error)) return { title: states.no_code, text: states.no_code_text };
  if (!(error instanceof Refusal)) return { title: states.failed, text: states.failed_text };
  const known = BY_CODE[error.code];
  if (known) return known;
  if (error.status >= 500) return { title: states.failed, text: error.message || states.failed_text };
  return { title: states.refused, text: error.message || states.failed_text };
}

/** For a notice: what happened, and the request to ask about. */
export function sentenceFor(error: unknown): string {
  const { text } = wordsFor(error);
  const id = error instanceof Refusal ? error.requestId : null;
  return id === null ? text : `${text} ${fill(states.request_id, { id })}`;
}

interface QueryState<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
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
