/**
 * PostgreSQL stands still, is slow or has no connection left, Redis is gone: clear refusals, a health probe that always
 * answers, and no restart afterwards. `npm run test:frozen` asks the probe ten thousand times and looks at the watch.
 */
import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres';
import type { Answer, Client } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { HAS_REDIS, OwnRedis } from '../support/own-redis.js';
import { eventually } from '../support/receiver.js';
import { standStill } from '../support/standstill.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** Of the long form: how often health is asked; then the watch counts too. */
const ASKS = Number(process.env.FROZEN_ASKS ?? 0);
const HEALTH_LIMIT_MS = 800;
const AT_ONCE = 50;
const FEW_CONNECTIONS = 24;
const BACK_WITHIN_MS = 30_000;

jest.setTimeout(60_000 + ASKS * 40);

let folder: string;
let postgres: EmbeddedPostgres;
let gateway: TestGateway;
let acme: Tenant;
let anyone: Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thenar-away-'));
  const data = { folder: join(folder, 'data'), durable: false, maxConnections: FEW_CONNECTIONS };
  postgres = await startEmbeddedPostgres({ ...data, log: () => undefined });
  gateway = await startTestGateway({ env: { DATABASE_URL: postgres.url, THENAR_LOG_LEVEL: 'silent' } });
  acme = await openTenant(gateway);
  anyone = acme.owner.with({ Authorization: '' });
});
afterAll(async () => {
  await gateway.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const projects = () => acme.backend.get('/v1/projects');
const back = () => eventually(async () => (await projects()).status === 200 || 'still away', BACK_WITHIN_MS);
const well = () =>
  eventually(async () => (await anyone.get('/health')).body.status === 'ok' || 'not well', BACK_WITHIN_MS);

function expectClear(answer: Answer): void {
  expect({ status: answer.status, error: answer.body?.error }).toMatchObject({
    status: 503,
    error: { code: 'unavailable', request_id: answer.headers.get('x-request-id') },
  });
  expect(answer.headers.get('retry-after')).toBe('1');
}

/** @returns how many of the probes were not answered as they must be, and how many came late */
async function askHealth(url: string, times: number, expected: string): Promise<{ wrong: number; late: number }> {
  let [asked, wrong, late] = [0, 0, 0];
  const one = async () => {
    while (asked++ < times) {
      const began = performance.now();
      const body = (await (await fetch(`${url}/health`)).json()) as { status: string };
      if (performance.now() - began > HEALTH_LIMIT_MS) late++;
      if (body.status !== expected) wrong++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { wrong, late: ASKS > 0 ? late : 0 };
}

describe('a PostgreSQL that stands still', () => {
  it('is reported clearly, by health too, and is over once the dependency is back', async () => {
    const goOn = standStill(postgres.state().pid!);
    try {
      const together = Promise.all(Array.from({ length: 60 }, projects));
      expect(await askHealth(gateway.url, ASKS || 100, 'fail')).toEqual({ wrong: 0, late: 0 });
      (await together).forEach(expectClear);
      expect((await anyone.get('/livez')).status).toBe(200);
    } finally {
      goOn();
    }
    await back();
    await well();
  });
});

describe('a PostgreSQL that is slow', () => {
  it('is waited for, for a while', async () => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('LOCK TABLE projects IN ACCESS EXCLUSIVE MODE');
      expectClear(await projects());
      expect((await anyone.get('/livez')).status).toBe(200);
    } finally {
      await client.end();
    }
    await back();
  });
});

describe('a PostgreSQL without a connection left', () => {
  it('serves whom it can and refuses the others clearly', async () => {
    const taken = await takeConnections();
    try {
      const answers = await Promise.all(Array.from({ length: 60 }, projects));
      answers.filter(({ status }) => status !== 200).forEach(expectClear);
    } finally {
      await Promise.all(taken.map((client) => client.end()));
    }
    await back();
    await well();
  });
});

(HAS_REDIS ? describe : describe.skip)('a Redis that is gone or stands still', () => {
  it('leaves every gateway to itself, warns, and is used again when it is back', async () => {
    const redis = await OwnRedis.open();
    const env = { REDIS_URL: redis.url, THENAR_RATE_LIMITS: 'on', THENAR_LOG_LEVEL: 'silent' };
    const other = await startTestGateway({ env });
    const health = () => fetch(`${other.url}/health`).then((answer) => answer.json() as Promise<{ status: string }>);
    const is = (status: string) =>
      eventually(async () => (await health()).status === status || 'not yet', BACK_WITHIN_MS);
    try {
      const person = await other.person('ada');
      await is('ok');
      const goOn = standStill(redis.pid);
      try {
        expect((await person.get('/v1/projects')).status).toBe(200);
        expect(await askHealth(other.url, ASKS || 100, 'warn')).toEqual({ wrong: 0, late: 0 });
      } finally {
        goOn();
      }
      await is('ok');
      await redis.end();
      expect((await person.get('/v1/projects')).status).toBe(200);
      await is('warn');
      await redis.start();
      await is('ok');
    } finally {
      await other.close();
      await redis.end();
    }
  });
});

describe('a Redis that is not there when the gateway starts', () => {
  it('keeps nobody from starting, working and stopping', async () => {
    const other = await startTestGateway({ env: { REDIS_URL: 'redis://127.0.0.1:1', THENAR_LOG_LEVEL: 'silent' } });
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // what nobody hears of would come now, and end the process
    expect((await (await other.person('ada')).get('/v1/projects')).status).toBe(200);
    await other.close();
  });
});

async function takeConnections(): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  for (;;) {
    const client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      taken.push(client);
    } catch {
      return taken;
    }
  }
}
