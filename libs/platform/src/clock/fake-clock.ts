/** A clock that stands still until a test moves it. */
import type { ClockSource } from './clock.js';

interface FakeTimer {
  dueMs: number;
  wake: () => void;
}

export class FakeClockSource implements ClockSource {
  private sleepers: FakeTimer[] = [];

  constructor(private currentMs: number = Date.parse('2026-11-22T12:00:00.000Z')) {}

  unixMs(): number {
    return this.currentMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: FakeTimer = { dueMs: this.currentMs + ms, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
    });
  }

  /** Moves time forward and wakes whoever slept until then, in order. */
  advance(ms: number): void {
    this.currentMs += ms;
    const due = this.sleepers.filter((s) => s.dueMs <= this.currentMs).sort((a, b) => a.dueMs - b.dueMs);
    this.sleepers = this.sleepers.filter((s) => s.dueMs > this.currentMs);
    for (const sleeper of due) sleeper.wake();
  }
}
