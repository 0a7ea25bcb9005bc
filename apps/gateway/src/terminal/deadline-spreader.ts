/**
 * When waits without news end. Terminals that were woken together (a power cut, a restarted gateway, a new configuration)
 * would come back together every half minute, for ever: each departs in the latest second that has space for it.
 */
import { randomInt } from 'node:crypto';

/** A shorter wait ends when it was asked to. */
const LONG_WAIT_MS = 20_000;
/** The part of a long wait in which it may end. */
const MAX_SHORTENED = 0.5;
const SECOND_MS = 1_000;

export interface SpreadDeadline {
  waitMs: number;
  /** To be called when the wait is over, whatever ended it. */
  release: () => void;
}

export class DeadlineSpreader {
  private readonly bySecond = new Map<number, number>();
  private waiting = 0;

  plan(waitMs: number, nowMs: number): SpreadDeadline {
    if (waitMs < LONG_WAIT_MS) return { waitMs, release: () => undefined };
    const second = this.latestFreeSlot(
      Math.ceil((nowMs + waitMs * (1 - MAX_SHORTENED)) / SECOND_MS),
      Math.floor((nowMs + waitMs) / SECOND_MS) - 1,
    );
    this.count(second, 1);
    let left = false;
    const release = () => {
      if (!left) this.count(second, -1);
      left = true;
    };
    return { waitMs: second * SECOND_MS + randomInt(SECOND_MS) - nowMs, release };
  }

  /** There is one: not all can hold more than their share of those who wait. */
  private latestFreeSlot(earliest: number, latest: number): number {
    const share = Math.ceil((this.waiting + 1) / (latest - earliest + 1));
    let second = latest;
    while (second > earliest && (this.bySecond.get(second) ?? 0) >= share) second--;
    return second;
  }

  private count(second: number, by: 1 | -1): void {
    const now = (this.bySecond.get(second) ?? 0) + by;
    if (now === 0) this.bySecond.delete(second);
    else this.bySecond.set(second, now);
    this.waiting += by;
  }
}
