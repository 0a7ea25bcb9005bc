/** Backups by the clock: proven, encrypted to a key that the gateway does not have, pruned, and read back by who has it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupSchedule } from '../../apps/gateway/src/boot/backup-schedule.js';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { createLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { cloneDatabase } from '../support/database.js';
import { operate } from '../support/operator.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant } from '../support/tenant.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway & { keysFolder: string };
let folder: string;
const at = (name: string) => join(folder, name);
const env = (more: Record<string, string> = {}) => ({
  DATABASE_URL: gateway.database.url,
  THENAR_KEYS_DIR: gateway.keysFolder,
  THENAR_DATA_DIR: at('data'),
  ...more,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thenar-scheduled-'));
  gateway = await startTestGateway();
  const tenant = await openTenant(gateway);
  const base = `/v1/projects/${tenant.projectId}`;
  const { member_id } = (await tenant.backend.post(`${base}/members`, { display_name: 'Ada Unmistakable' })).body;
  const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('ada:left', n)));
  expect((await tenant.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures })).status).toBe(201);
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is made when it is due by one of two gateways, proven, encrypted and pruned, and its metrics say so', async () => {
  const pair = JSON.parse((await operate({}, 'backup', 'keygen', '--json')).out);
  writeFileSync(at('identity'), `${pair.identity}\n`);
  const config = gatewayConfig(
    env({
      THENAR_BACKUP_DIR: at('backups'),
      THENAR_BACKUP_PUBLIC_KEY: pair.public_key,
      THENAR_BACKUP_KEEP: '2',
      THENAR_BACKUP_HOURS: '6',
    }),
  );
  let nowMs = Date.UTC(2026, 10, 30, 12);
  const metrics = new Metrics();
  const schedule = (own = new Metrics()) =>
    new BackupSchedule({
      config,
      databaseUrl: gateway.database.url,
      logger: createLogger('silent'),
      metrics: own,
      now: () => new Date(nowMs),
    });
  const [first, second] = [schedule(metrics), schedule()];
  expect(await metrics.scrape()).toMatch(/^thenar_backup_last_success_timestamp_seconds 0$/m);
  const made = (await Promise.all([first.run(), second.run()])).filter(Boolean);
  expect(made).toHaveLength(1);
  expect(await metrics.scrape()).toMatch(
    new RegExp(`^thenar_backup_last_success_timestamp_seconds ${nowMs / 1000}$`, 'm'),
  );
  expect(await first.run()).toBeNull();
  for (let times = 0; times < 2; times++) {
    nowMs += 6 * 3_600_000;
    expect(await second.run()).not.toBeNull();
  }
  expect(readdirSync(at('backups')).sort()).toEqual([
    'thenar-20261130T180000Z.backup.age',
    'thenar-20261201T000000Z.backup.age',
  ]);
  expect(readdirSync(at('data'))).toEqual([]);

  const file = join(at('backups'), 'thenar-20261201T000000Z.backup.age');
  expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n/);
  expect(readFileSync(file, 'latin1')).not.toContain('Ada');
  expect(await operate(env(), 'restore', '--check', file)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--identity/),
  });
  const proven = await operate(env(), 'restore', '--check', file, '--identity', at('identity'));
  expect(proven).toMatchObject({ code: 0, out: expect.stringMatching(/Palms: 3 opened with the keys, 0 unreadable/) });
  const other = await cloneDatabase();
  try {
    const restored = await operate(env({ DATABASE_URL: other.url }), 'restore', file, '--identity', at('identity'));
    expect(restored).toMatchObject({ code: 0 });
    expect(await other.query('SELECT display_name FROM members')).toEqual([{ display_name: 'Ada Unmistakable' }]);
  } finally {
    await other.drop();
  }
  expect(readdirSync(at('data'))).toEqual([]);
});

it('that fails leaves no file, counts, and is tried again', async () => {
  const metrics = new Metrics();
  const config = gatewayConfig(
    env({
      THENAR_BACKUP_DIR: at('failing'),
      THENAR_BACKUP_PUBLIC_KEY: 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqsnl2hd',
    }),
  );
  const schedule = new BackupSchedule({
    ...{ config, databaseUrl: gateway.database.url, logger: createLogger('silent'), metrics, now: () => new Date() },
  });
  await expect(schedule.run()).rejects.toThrow();
  expect(readdirSync(at('failing'))).toEqual([]);
  expect(await metrics.scrape()).toMatch(/^thenar_backup_failures_total 1$/m);
});

it('needs a public key, so that no backup lies open', () => {
  expect(() => gatewayConfig({ THENAR_BACKUP_DIR: '/x' })).toThrow(/THENAR_BACKUP_PUBLIC_KEY/);
});
