/** Waits that a stop ends at once, without leaving anything behind. */

/** Resolves after `ms` or as soon as the signal fires, whichever is first; never rejects. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}

/**
 * A controller that a parent's stop stops too. `release` unties it: AbortSignal.any would keep every
 * short-lived signal alive as long as the long-lived parent.
 */
export function linkedAbort(...parents: (AbortSignal | undefined)[]): {
  controller: AbortController;
  release: () => void;
} {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const parent of parents) {
    if (parent?.aborted) stop();
    else parent?.addEventListener('abort', stop);
  }
  return {
    controller,
    release: () => {
      for (const parent of parents) parent?.removeEventListener('abort', stop);
    },
  };
}
