/** A database that cannot serve is 503 `unavailable`, never 500; an error of our own statement stays an error. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Clock } from '#platform/clock';
import { Database, type DatabaseOptions } from '#platform/database';
import { problemOf } from '#platform/http';
import type { KeyService } from '#platform/keys';
import type { Limits } from '#platform/limits';
import type { Notifications } from '#platform/notifications';
import { HealthService } from '../../apps/gateway/src/health/health.service.js';
import type { LiveGallery } from '../../apps/gateway/src/palms/live-gallery.service.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await cloneDatabase();
  database = await connect(server.url);
}, 60_000);
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

function connect(url: string): Promise<Database> {
  const options: DatabaseOptions = {
    url,
    entities: [],
    clock: new Clock(),
    roles: { app: 'thenar_app', jobs: 'thenar_jobs' },
    poolSize: 2,
    jobsPoolSize: 1,
    measureClock: false,
  };
  return Database.connect(options);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return thrown === undefined ? 'answered' : problemOf(thrown).problem.code;
}

function changed(change: (url: URL) => void): string {
  const url = new URL(server.url);
  change(url);
  return url.href;
}

const run = (on: Database, sql: string) =>
  on.tenantTransaction({ organizationId: randomUUID() }, async (tx) => void (await tx.query(sql)));

const raising = (state: string) => `DO $$ BEGIN RAISE EXCEPTION 'as planned' USING ERRCODE = '${state}'; END $$`;

describe('a database that cannot serve', () => {
  it.each(['08006', '25006', '53100', '53200', '53300', '55P03', '57P01', '58030', 'XX001'])(
    'is unavailable when it answers a statement with %s',
    async (state) => expect(await codeOf(run(database, raising(state)))).toBe('unavailable'),
  );

  it.each(['22P02', '23505', '42P01', '42501', 'P0001'])(
    'is not blamed for %s, which is an error of the statement',
    async (state) => expect(await codeOf(run(database, raising(state)))).toBe('internal'),
  );

  it('is unavailable when nobody listens, its name is unknown, it has no such database or refuses the login', async () => {
    expect(await codeOf(connect(changed((url) => (url.port = '1'))))).toBe('unavailable');
    expect(await codeOf(connect(changed((url) => (url.hostname = 'nowhere.invalid'))))).toBe('unavailable');
    expect(await codeOf(connect(changed((url) => (url.pathname = '/no_such_database'))))).toBe('unavailable');
    expect(await codeOf(connect(changed((url) => (url.username = 'no_such_user'))))).toBe('unavailable');
  });

  it('fails the health check by name once it is read-only, and its writes are unavailable', async () => {
    expect(await databaseCheck(database)).toMatchObject({ status: 'ok' });
    await readOnlyFromNowOn();
    const later = await connect(server.url);
    try {
      expect(await databaseCheck(later)).toMatchObject({
        status: 'fail',
        message: expect.stringMatching(/^database_read_only: .*DATABASE_URL/),
      });
      expect(await codeOf(run(later, `UPDATE organizations SET name = 'other'`))).toBe('unavailable');
    } finally {
      await later.close();
    }
  });
});

async function readOnlyFromNowOn(): Promise<void> {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`ALTER DATABASE "${new URL(server.url).pathname.slice(1)}" SET default_transaction_read_only = on`);
  await admin.end();
}

async function databaseCheck(of: Database) {
  const gallery = { loaded: () => true, stats: () => ({ workers: 1 }) } as unknown as LiveGallery;
  const notifications = { connected: () => true } as unknown as Notifications;
  const limits = { sharedAnswers: async () => true } as unknown as Limits;
  const health = new HealthService(of, notifications, gallery, limits, null as KeyService | null);
  const { checks } = await health.look();
  return checks.find(({ name }) => name === 'database');
}
