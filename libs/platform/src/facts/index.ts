/** What must happen in the same transaction in a higher room is told here; higher rooms subscribe at start. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

/** A kind of fact; `Fact<{deviceId: string}>('device disabled')` in a room's `x.events.ts`. */
export class Fact<Told> {
  declare readonly told: Told;
  constructor(readonly name: string) {}
}

type Listener = (tx: Tx, told: never) => Promise<void>;

@Injectable()
export class Facts {
  private readonly listeners = new Map<Fact<unknown>, Listener[]>();

  /** Runs inside the teller's transaction; throwing undoes it all. */
  on<Told>(fact: Fact<Told>, listener: (tx: Tx, told: Told) => Promise<void>): void {
    const known = this.listeners.get(fact as Fact<unknown>) ?? [];
    this.listeners.set(fact as Fact<unknown>, [...known, listener as Listener]);
  }

  async tell<Told>(tx: Tx, fact: Fact<Told>, told: Told): Promise<void> {
    for (const listener of this.listeners.get(fact as Fact<unknown>) ?? []) await listener(tx, told as never);
  }
}
