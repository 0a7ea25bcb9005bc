/**
 * Two ways into the database: a tenant's work, which sees the rows of its organizations and no others,
 * and named jobs, which cross tenants. Both run as roles that own nothing and cannot bypass row-level security.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import type { Clock } from '#platform/clock';
import { answeringClient } from './answering-client.js';
import { HeldCommit } from './held-commit.js';
import { SnakeNames } from './snake-names.js';

/** A running transaction; what must join it takes it as first argument. */
export type Tx = EntityManager;

export interface DatabaseOptions {
  url: string;
  entities: (new () => object)[];
  clock: Clock;
  /** Connections for tenants' work; jobs have their own few. */
  poolSize?: number;
  jobsPoolSize?: number;
  /** Role names that the migrations create. */
  roles: { app: string; jobs: string };
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
  connectTimeoutMs?: number;
  /** False leaves the clock alone (tests move it by hand). */
  measureClock?: boolean;
}

/** What TypeORM's driver keeps as its `master`: node-postgres' pool. */
interface PoolCounts {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

export class Database {
  private readonly holding = new AsyncLocalStorage<HeldCommit>();

  private constructor(
    private readonly app: DataSource,
    private readonly jobs: DataSource,
  ) {}

  static async connect(options: DatabaseOptions): Promise<Database> {
    const app = sourceOf(options, options.roles.app, options.poolSize ?? 32);
    const jobs = sourceOf(options, options.roles.jobs, options.jobsPoolSize ?? 8);
    await Promise.all([app.initialize(), jobs.initialize()]);
    const database = new Database(app, jobs);
    if (options.measureClock !== false) await database.measureClock(options.clock);
    return database;
  }

  /** One transaction that sees these organizations' rows. An empty list sees nothing. */
  within<T>(organizationIds: readonly string[], work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact(this.app, async (tx) => {
      // "true" = until the end of this transaction: a plain SET would leak to the connection's next borrower
      await tx.query(`SELECT set_config('app.org_ids', $1, true)`, [organizationIds.join(',')]);
      return work(tx);
    });
  }

  /**
   * Like `within`, for what is looked up before slow work (an engine, a network, a queue): it is committed at once, never
   * held back for an idempotent answer. A held one would keep its connection through all of that work.
   */
  async beforehand<T>(organizationIds: readonly string[], work: (tx: Tx) => Promise<T>): Promise<T> {
    await this.holding.getStore()?.commit();
    return this.holding.exit(() => this.within(organizationIds, work));
  }

  /** One transaction of a job that crosses tenants; `reason` is for the reader and for the test that lists them. */
  asJob<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact(this.jobs, async (tx) => {
      await tx.query(`SELECT set_config('application_name', $1, true)`, [`thenar job: ${reason}`.slice(0, 60)]);
      return work(tx);
    });
  }

  /** A single statement of such a job, without the cost of a transaction around it. */
  async jobQuery<Row>(_reason: string, sql: string, parameters: unknown[] = []): Promise<Row[]> {
    await this.holding.getStore()?.commit();
    return this.jobs.query<Row[]>(sql, parameters);
  }

  /** The same for one read that a repository can say. */
  async jobRead<T>(_reason: string, read: (jobs: EntityManager) => Promise<T>): Promise<T> {
    await this.holding.getStore()?.commit();
    return read(this.jobs.manager);
  }

  /**
   * Runs `work` and writes its outcome in the transaction that `work` did last, or in one of its own when it did none
   * or when something was read after it. Until then that transaction is not committed.
   */
  async concluding<T>(work: () => Promise<T>, conclude: (tx: Tx, outcome: T) => Promise<void>): Promise<T> {
    const held = new HeldCommit();
    try {
      const outcome = await this.holding.run(held, work);
      if (!(await held.conclude((tx) => conclude(tx, outcome))))
        await this.jobs.transaction((tx) => conclude(tx, outcome));
      return outcome;
    } catch (error) {
      await held.abandon();
      throw error;
    }
  }

  /** What was done so far stays, though the work is about to be refused: an attempt leaves its record. */
  async keep(): Promise<void> {
    await this.holding.getStore()?.commit();
  }

  /** For health: one round trip on the tenants' pool. */
  async ping(): Promise<void> {
    await this.app.query('SELECT 1');
  }

  /** For whoever watches: connections in use and idle, and who waits for one. */
  pools(): { pool: 'app' | 'jobs'; busy: number; idle: number; waiting: number }[] {
    return (['app', 'jobs'] as const).map((pool) => {
      const { totalCount, idleCount, waitingCount } = (this[pool].driver as unknown as { master: PoolCounts }).master;
      return { pool, busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    });
  }

  async close(): Promise<void> {
    const open = [this.app, this.jobs].filter((source) => source.isInitialized);
    await Promise.all(open.map((source) => source.destroy()));
  }

  private async transact<T>(source: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
    const held = this.holding.getStore();
    if (!held?.isOpen) return source.transaction(work);
    await held.commit();
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      const done = await work(runner.manager);
      await held.hold(runner);
      return done;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
      throw error;
    }
  }

  private async measureClock(clock: Clock): Promise<void> {
    clock.correct(0);
    const before = clock.nowMs();
    const [row] = await this.app.query<{ ms: string }[]>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
    );
    const middle = (before + clock.nowMs()) / 2;
    const offsetMs = Number(row!.ms) - middle;
    // below the uncertainty of the measurement it would only add noise
    if (Math.abs(offsetMs) > 50) clock.correct(offsetMs);
  }
}

const STATEMENT_TIMEOUT_MS = 2_000;

function sourceOf(options: DatabaseOptions, role: string, poolSize: number): DataSource {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities as (new () => object)[] | EntitySchema[],
    namingStrategy: new SnakeNames(),
    synchronize: false,
    logging: false,
    poolSize,
    applicationName: 'thenar',
    connectTimeoutMS: options.connectTimeoutMs ?? 800,
    installExtensions: false,
    extra: {
      Client: answeringClient(statementTimeoutMs),
      options: [
        `-c role=${role}`,
        `-c statement_timeout=${statementTimeoutMs}`,
        `-c lock_timeout=${options.lockTimeoutMs ?? 1000}`,
        '-c idle_in_transaction_session_timeout=30000',
        '-c timezone=UTC',
      ].join(' '),
      keepAlive: true,
    },
  });
}
