/** Lets a long poll sleep until someone rings its topic. */
export class Wakeups {
  private readonly waiting = new Map<string, Set<() => void>>();

  /** Wakes everyone who waits on the topic. */
  notify(topic: string): void {
    const sleepers = this.waiting.get(topic);
    if (!sleepers) return;
    this.waiting.delete(topic);
    for (const wake of sleepers) wake();
  }

  notifyAll(): void {
    for (const topic of [...this.waiting.keys()]) this.notify(topic);
  }

  /** Topics that someone waits on: what a sweep has to look at. */
  topics(): string[] {
    return [...this.waiting.keys()];
  }

  /**
   * Listens from now on; ask the database after this and before `rung`, so that nothing falls between.
   * @returns `rung` resolves at the next ring; `leave` must be called when it is not awaited any more
   */
  listen(topic: string): { rung: Promise<void>; leave: () => void } {
    let wake!: () => void;
    const rung = new Promise<void>((resolve) => (wake = resolve));
    const sleepers = this.waiting.get(topic) ?? new Set();
    this.waiting.set(topic, sleepers.add(wake));
    const leave = () => {
      sleepers.delete(wake);
      if (sleepers.size === 0 && this.waiting.get(topic) === sleepers) this.waiting.delete(topic);
    };
    return { rung, leave };
  }
}

/** Until it rings, the time is over, or the client has gone; whatever comes first. */
export function firstOf(rung: Promise<void>, waitMs: number, gone?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      gone?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    gone?.addEventListener('abort', done, { once: true });
    void rung.then(done);
  });
}
