/** The one connection that listens to the database, while the database and what lies before it misbehave. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { Notifications } from '#platform/notifications';
import { DatabaseProxy, type ProxyMode } from './support/database-proxy.js';

const LISTENER = 'thenar notices';
const QUIET = { warn: () => undefined, info: () => undefined };

describe('listening to the database', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let notifications: Notifications;
  let returned = 0;
  const received: string[] = [];

  const notify = (id: string) => database.query('SELECT pg_notify($1, $2)', ['thenar', `news ${id}`]);
  const backends = async () => {
    const [row] = await database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
      [LISTENER],
    );
    return row!.n;
  };
  const until = async (holds: () => boolean | Promise<boolean>) => {
    while (!(await holds())) await sleep(20);
  };

  beforeAll(async () => {
    database = await cloneDatabase();
    proxy = await DatabaseProxy.open(database.url);
    notifications = await Notifications.open({
      url: proxy.urlOf(database.url),
      log: QUIET,
      times: { probeEveryMs: 300, probeAnswerMs: 300, attemptMs: 1_000, stableMs: 0 },
    });
    notifications.subscribe('news', (id) => received.push(id));
    notifications.onReconnect(() => returned++);
  });
  beforeEach(() => {
    proxy.forgetCounts();
    received.length = 0;
  });
  afterAll(async () => {
    await notifications.close();
    await proxy.close();
    await database.drop();
  });

  const cases: [ProxyMode, number][] = [
    ['starting', 2_000],
    ['starting', 4_000],
    ['starting', 6_000],
    ['shutting-down', 1_200],
    ['login', 2_500],
    ['no-entry', 1_200],
    ['no-database', 1_200],
    ['full', 1_200],
    ['memory', 1_200],
    ['hang-up', 1_200],
    ['swallow', 2_500],
  ];
  it.each(cases)(
    'makes one attempt at a time while the server answers "%s" for %d ms, and returns with one connection',
    async (mode, ms) => {
      const before = returned;
      proxy.turnTo(mode);
      await sleep(ms);
      expect(notifications.connected()).toBe(false);
      const { attempts, mostAtOnce } = proxy.countsOf(LISTENER);
      expect(attempts).toBeGreaterThanOrEqual(1);
      expect(attempts).toBeLessThanOrEqual(10);
      expect(mostAtOnce).toBe(1);
      proxy.turnTo('pass');
      await until(() => returned > before);
      expect(await backends()).toBe(1);
      await notify('again');
      await until(() => received.includes('again'));
    },
  );

  it('notices a connection that was forgotten on the way, and makes a new one', async () => {
    const before = returned;
    proxy.strand();
    await until(() => returned > before);
    expect(proxy.countsOf(LISTENER)).toEqual({ attempts: 1, mostAtOnce: 1 });
    await notify('after');
    await until(() => received.includes('after'));
  });

  it('waits longer and longer before it asks a server that accepts and hangs up', async () => {
    const own = await Notifications.open({ url: proxy.urlOf(database.url), log: QUIET });
    const endMs = performance.now() + 4_000;
    while (performance.now() < endMs) {
      if (own.connected()) proxy.turnTo('pass');
      await sleep(5);
    }
    expect(proxy.countsOf(LISTENER).attempts).toBeLessThanOrEqual(30); // of the two that listen here
    await own.close();
  });

  it('lets go at once when it is closed while the other end is silent', async () => {
    const own = await Notifications.open({ url: proxy.urlOf(database.url), log: QUIET });
    proxy.strand();
    await own.close();
    expect(own.connected()).toBe(false);
  });
});
