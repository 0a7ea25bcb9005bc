/**
 * Three ways into the database: a tenant's transaction, which sees the rows of its organizations and no others, a
 * read-only one, and system work across tenants. All run as roles that own nothing and cannot bypass row-level security.
 */
import type pg from 'pg';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import type { Clock } from '#platform/clock';
import { Problem } from '#platform/problems';
import { answeringClient } from './answering-client.js';
import { prepareSession } from './session-settings.js';
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

/** Whose rows a transaction may see: a user's organizations, or the one organization of a key, terminal or row. */
export type Tenant = { readonly organizationId: string } | { readonly roles: ReadonlyMap<string, unknown> };

/** Stores the answer to a repeated request in the transaction of its effect. */
export type AnswerWriter<T> = (tx: Tx, outcome: T) => Promise<void>;

export class Database {
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

  /**
   * One transaction that sees the rows of the tenant's organizations.
   * A refusal that must leave a record is a returned `Problem`: the transaction commits, then the Problem is thrown.
   * @param answer joins the transaction unless the outcome is a Problem
   */
  async tenantTransaction<T>(
    tenant: Tenant,
    work: (tx: Tx) => Promise<T>,
    answer?: AnswerWriter<Exclude<T, Problem>>,
  ): Promise<Exclude<T, Problem>> {
    const outcome = await this.app.transaction(async (tx) => {
      await setTenant(tx, tenant);
      const result = await work(tx);
      if (!(result instanceof Problem)) await answer?.(tx, result as Exclude<T, Problem>);
      return result;
    });
    if (outcome instanceof Problem) throw outcome;
    return outcome as Exclude<T, Problem>;
  }

  /** Like `tenantTransaction`, for work that changes nothing: PostgreSQL refuses a write. */
  async readOnly<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.app.transaction(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      await setTenant(tx, tenant);
      return work(tx);
    });
  }

  /** One transaction that crosses tenants; `reason` is listed in docs/cross-tenant-work.md. */
  systemTransaction<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.jobs.transaction(async (tx) => {
      await tx.query(`SELECT set_config('application_name', $1, true)`, [`thenar job: ${reason}`.slice(0, 60)]);
      return work(tx);
    });
  }

  /** A single statement across tenants, without the cost of a transaction around it. */
  systemQuery<Row>(_reason: string, sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.jobs.query<Row[]>(sql, parameters);
  }

  /** For health: one round trip on the tenants' pool. False on a standby, and where writing was switched off. */
  async takesWrites(): Promise<boolean> {
    const [row] = await this.app.query<{ transaction_read_only: string }[]>('SHOW transaction_read_only');
    return row?.transaction_read_only === 'off';
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

/** Until the end of this transaction: a plain SET would leak to the connection's next borrower. */
async function setTenant(tx: Tx, tenant: Tenant): Promise<void> {
  const ids = 'roles' in tenant ? [...tenant.roles.keys()] : [tenant.organizationId];
  await tx.query(`SELECT set_config('app.org_ids', $1, true)`, [ids.join(',')]);
}

const STATEMENT_TIMEOUT_MS = 2_000;
const LOCK_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 800;

function sourceOf(options: DatabaseOptions, role: string, poolSize: number): DataSource {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS, lockTimeoutMs = LOCK_TIMEOUT_MS } = options;
  const session = { role, statementTimeoutMs, lockTimeoutMs };
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities as (new () => object)[] | EntitySchema[],
    namingStrategy: new SnakeNames(),
    synchronize: false,
    logging: false,
    poolSize,
    applicationName: 'thenar',
    connectTimeoutMS: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    installExtensions: false,
    extra: {
      Client: answeringClient(statementTimeoutMs),
      onConnect: (client: pg.Client) => prepareSession(client, session),
      keepAlive: true,
    },
  });
}
