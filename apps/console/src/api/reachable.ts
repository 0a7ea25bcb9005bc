/** Whether the gateway answered when it was asked last. */
import { useSyncExternalStore } from 'react';

let answers = true;
const listeners = new Set<() => void>();

export function heard(answered: boolean): void {
  if (answered === answers) return;
  answers = answered;
  for (const tell of listeners) tell();
}

export const useAnswers = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => answers,
  );
