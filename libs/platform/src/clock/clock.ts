/** The one clock of a process: system time corrected to the database's, so that two gateways agree on every deadline. */

/** Where time comes from; tests replace it by one that they move by hand. */
export interface ClockSource {
  /** Unix time in milliseconds. */
  unixMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClockSource: ClockSource = {
  unixMs: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal!.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

export class Clock {
  private offsetMs = 0;

  constructor(private readonly source: ClockSource = systemClockSource) {}

  /** Unix time in milliseconds on the database's clock. */
  nowMs(): number {
    return Math.round(this.source.unixMs() + this.offsetMs);
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  /** The moment `ms` from now (negative: ago). */
  in(ms: number): Date {
    return new Date(this.nowMs() + ms);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.source.sleep(ms, signal);
  }

  /** Database time minus this machine's time, measured at connect. */
  correct(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }
}
