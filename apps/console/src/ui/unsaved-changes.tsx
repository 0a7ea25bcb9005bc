/** What was typed and not saved: dialogs ask before they close, pages before they are left, the browser before it reloads. */
import { useBlocker } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useState } from 'react';
import { texts } from '../texts/texts.ts';
import { Question } from './question.tsx';

/** A form reports here whether it holds unsaved changes; a dialog listens. */
export const UnsavedContext = createContext<(unsaved: boolean) => void>(() => undefined);
/** For controls that are not inputs: marks the form around them as changed. */
export const MarkChangedContext = createContext<() => void>(() => undefined);
export const useMarkChanged = (): (() => void) => useContext(MarkChangedContext);

export function useUnsaved(): { unsaved: boolean; setUnsaved: (unsaved: boolean) => void } {
  const report = useContext(UnsavedContext);
  const [unsaved, setUnsaved] = useState(false);
  useEffect(() => {
    report(unsaved);
    return () => report(false);
  }, [report, unsaved]);
  return { unsaved, setUnsaved };
}

/** Stays on the page until the person decides. Changes of the address within a page are no leaving. */
export function LeaveQuestion({ active }: { active: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname,
    enableBeforeUnload: active,
    disabled: !active,
    withResolver: true,
  });
  return (
    <Question
      open={blocker.status === 'blocked'}
      title={texts.unsaved.title}
      text={texts.unsaved.text}
      stay={() => blocker.reset?.()}
      go={() => blocker.proceed?.()}
    />
  );
}
