/** One job on its way through the crew: who works on it, and the promise its caller holds. */
import type { Work } from './jobs.js';
import type { Member } from './member.js';
import { SearchPage } from './search-page.js';

export interface Order {
  /** Makes the job afresh: a search that is repeated needs a fresh page. */
  readonly make: () => Work;
  readonly signal?: AbortSignal;
}

export class Task {
  readonly promise: Promise<unknown>;
  work: Work;
  retried = false;
  mustRepeat = false;
  aborted = false;
  settled = false;
  private readonly members = new Set<Member>();
  private readonly seen = new Set<Member>();
  private fulfil: (answer: unknown) => void;
  private fail: (error: unknown) => void;
  private unwatch: () => void = () => undefined;

  constructor(private readonly order: Order) {
    this.work = order.make();
    this.promise = new Promise((fulfil, fail) => {
      this.fulfil = fulfil;
      this.fail = fail;
    });
  }

  /** Whether several workers may do it together. */
  get shared(): boolean {
    return this.work.kind === 'search';
  }

  get busy(): boolean {
    return this.members.size > 0;
  }

  join(member: Member): void {
    this.members.add(member);
    this.seen.add(member);
  }

  leave(member: Member): void {
    this.members.delete(member);
  }

  hasSeen(member: Member): boolean {
    return this.seen.has(member);
  }

  watch(drop: () => void): void {
    const { signal } = this.order;
    if (signal === undefined) return;
    const abort = () => {
      this.reject(signal.reason);
      drop();
    };
    signal.addEventListener('abort', abort, { once: true });
    this.unwatch = () => signal.removeEventListener('abort', abort);
  }

  abortShare(): void {
    this.aborted = true;
    if (this.work.kind === 'search') new SearchPage(this.work.ask.page, this.work.ask.plan).abort();
  }

  again(): this {
    this.work = this.order.make();
    this.retried = true;
    this.mustRepeat = false;
    this.aborted = false;
    this.seen.clear();
    return this;
  }

  resolve(answer: unknown): void {
    this.settled = true;
    this.unwatch();
    this.fulfil(answer);
  }

  reject(error: unknown): void {
    this.settled = true;
    this.unwatch();
    this.fail(error);
  }
}
