/**
 * Holds back the last commit of a piece of work until its outcome is written down in the same transaction:
 * an answer that is kept for repetition exists exactly when its effect does.
 */
import type { EntityManager, QueryRunner } from 'typeorm';

export class HeldCommit {
  private held: QueryRunner | null = null;
  private open = true;

  /** False once the work is over: what it left running in the background commits by itself. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Keeps a finished transaction open; one that was held before was not the last and is committed. */
  async hold(runner: QueryRunner): Promise<void> {
    await this.commit();
    this.held = runner;
  }

  /** Before any other use of the database, which may need to see what was done. */
  async commit(): Promise<void> {
    const runner = this.take();
    if (runner) await finish(runner, async () => undefined);
  }

  /** @returns false when no transaction is held: the caller needs one of its own */
  async conclude(write: (tx: EntityManager) => Promise<void>): Promise<boolean> {
    this.open = false;
    const runner = this.take();
    if (runner) await finish(runner, write);
    return runner !== null;
  }

  /** The work failed after its last transaction was done: what was held is undone. */
  async abandon(): Promise<void> {
    this.open = false;
    const runner = this.take();
    if (!runner) return;
    await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }

  private take(): QueryRunner | null {
    const runner = this.held;
    this.held = null;
    return runner;
  }
}

async function finish(runner: QueryRunner, write: (tx: EntityManager) => Promise<void>): Promise<void> {
  try {
    await write(runner.manager);
    await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
