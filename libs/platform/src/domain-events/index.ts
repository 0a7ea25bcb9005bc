/** What must happen in the same transaction in a higher room is told here; higher rooms subscribe at start. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

/** A kind of fact; `Fact<{deviceId: string}>('device disabled')` in a room's `x.events.ts`. */
export class DomainEvent<Told> {
  declare readonly payload: Told;
  constructor(readonly name: string) {}
}

type Listener = (tx: Tx, told: never) => Promise<void>;

@Injectable()
export class DomainEvents {
  private readonly listeners = new Map<DomainEvent<unknown>, Listener[]>();

  /** Runs inside the teller's transaction; throwing undoes it all. */
  subscribe<Told>(fact: DomainEvent<Told>, listener: (tx: Tx, told: Told) => Promise<void>): void {
    const known = this.listeners.get(fact as DomainEvent<unknown>) ?? [];
    this.listeners.set(fact as DomainEvent<unknown>, [...known, listener as Listener]);
  }

  async publish<Told>(tx: Tx, fact: DomainEvent<Told>, told: Told): Promise<void> {
    for (const listener of this.listeners.get(fact as DomainEvent<unknown>) ?? []) await listener(tx, told as never);
  }
}
