/** What must happen in the same transaction in a higher module is published here; higher modules subscribe at start. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

/** A kind of event; `new DomainEvent<{deviceId: string}>('device disabled')` in a module's `x.events.ts`. */
export class DomainEvent<Payload> {
  declare readonly payload: Payload;
  constructor(readonly name: string) {}
}

type Listener = (tx: Tx, payload: never) => Promise<void>;

@Injectable()
export class DomainEvents {
  private readonly listeners = new Map<DomainEvent<unknown>, Listener[]>();

  /** Runs inside the teller's transaction; throwing undoes it all. */
  subscribe<Payload>(event: DomainEvent<Payload>, listener: (tx: Tx, payload: Payload) => Promise<void>): void {
    const known = this.listeners.get(event as DomainEvent<unknown>) ?? [];
    this.listeners.set(event as DomainEvent<unknown>, [...known, listener as Listener]);
  }

  async publish<Payload>(tx: Tx, event: DomainEvent<Payload>, payload: Payload): Promise<void> {
    for (const listener of this.listeners.get(event as DomainEvent<unknown>) ?? [])
      await listener(tx, payload as never);
  }
}
