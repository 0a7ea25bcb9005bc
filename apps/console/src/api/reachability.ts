/** Whether the gateway answered when it was asked last. */
import { useSyncExternalStore } from 'react';

let answers = true;
const listeners = new Set<() => void>();

export function setReachable(answered: boolean): void {
  if (answered === answers) return;
  answers = answered;
  for (const listener of listeners) listener();
}

export const useGatewayReachable = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => answers,
  );
