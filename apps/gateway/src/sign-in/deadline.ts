/** A time limit for work outside this process. */
import type { Clock } from '#platform/clock';

export class DeadlinePassed extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'DeadlinePassed';
  }
}

/** @throws DeadlinePassed after `ms`; the signal that `work` gets is aborted then, and what it still answers is dropped */
export async function within<T>(clock: Clock, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const settled = new AbortController();
  const deadline = clock.sleep(ms, settled.signal).then(() => {
    const passed = new DeadlinePassed(ms);
    late.abort(passed);
    throw passed;
  });
  try {
    return await Promise.race([work(late.signal), deadline]);
  } finally {
    settled.abort();
  }
}
