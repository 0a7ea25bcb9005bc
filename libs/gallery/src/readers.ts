/** Keeps memory that a running search may still read from being used again before that search has ended. */

export class Readers {
  private readonly running = new Set<number>();
  private readonly waiting: { after: number; act: () => void }[] = [];
  private latest = 0;

  /** A search begins; give the number back to `leave`. */
  enter(): number {
    this.running.add(++this.latest);
    return this.latest;
  }

  leave(reader: number): void {
    this.running.delete(reader);
    const oldest = this.oldest();
    while (this.waiting.length > 0 && this.waiting[0].after < oldest) this.waiting.shift()?.act();
  }

  /** Acts once every search that is running now has ended: at once when there is none. */
  afterwards(act: () => void): void {
    if (this.running.size === 0) act();
    else this.waiting.push({ after: this.latest, act });
  }

  /** Readers are numbered in order of entry, and a set keeps that order. */
  private oldest(): number {
    const first = this.running.values().next();
    return first.done === true ? Infinity : first.value;
  }
}
