/** Backups by the clock: written, proven by a restore, encrypted to a key that is not here, and pruned. One gateway does it. */
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Encrypter } from 'age-encryption';
import pg from 'pg';
import type { Logger } from '#platform/logging';
import type { Metrics } from '#platform/metrics';
import { Periodic } from '#platform/periodic';
import type { GatewayConfig } from '../gateway.config.js';
import { backup } from './backup.js';
import { ROLES } from './database-roles.js';
import { proveBackup } from './operator/check-backup.js';

const LOOK_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Any number, the same in every gateway: one makes the backup, the others see that it is there. */
const LOCK = 7_437_005;
const NAME = /^thenar-\d{8}T\d{6}Z\.backup\.age$/;

export interface ScheduleOptions {
  config: GatewayConfig;
  databaseUrl: string;
  logger: Logger;
  metrics: Metrics;
  now: () => Date;
}

export class BackupSchedule extends Periodic {
  private readonly folder: string;
  private readonly failures;

  constructor(private readonly options: ScheduleOptions) {
    const warn = (details: object, message: string) => options.logger.error(details, message);
    super({ name: 'back up', intervalMs: LOOK_EVERY_MS, logger: { warn } });
    this.folder = options.config.backup!.folder;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.failures = options.metrics.counter('thenar_backup_failures_total', 'Scheduled backups that failed here.');
    options.metrics.reads({
      name: 'thenar_backup_last_success_timestamp_seconds',
      help: 'When the last good scheduled backup was finished; 0: never.',
      read: () => [{ value: (newestIn(this.folder)?.atMs ?? 0) / 1000 }],
    });
    options.metrics.reads({
      name: 'thenar_backup_last_bytes',
      help: 'Size of the last good scheduled backup.',
      read: () => [{ value: newestIn(this.folder)?.bytes ?? 0 }],
    });
  }

  /** @returns the file that was written; null when none is due or another gateway is at it */
  override async run(): Promise<string | null> {
    if (!this.isDue()) return null;
    const client = new pg.Client({ connectionString: this.options.databaseUrl, application_name: 'thenar backup' });
    await client.connect();
    try {
      await client.query(`SET ROLE ${ROLES.jobs}`);
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
      return rows[0]!.mine && this.isDue() ? await this.make(client) : null;
    } catch (error) {
      this.failures.inc();
      throw error;
    } finally {
      await client.end();
    }
  }

  private isDue(): boolean {
    const last = newestIn(this.folder);
    return (
      last === null || this.options.now().getTime() - last.atMs >= this.options.config.backup!.everyHours * HOUR_MS
    );
  }

  private async make(client: pg.Client): Promise<string> {
    const { config, logger, now } = this.options;
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
    const place = mkdtempSync(join(config.dataFolder, 'backup-'));
    const plain = join(place, 'rows');
    try {
      const { rows } = await backup(client, plain);
      const proof = await proveBackup(config, { file: plain, keysFile: undefined });
      if (proof.auditBreaks > 0 || proof.palmsUnreadable > 0)
        throw new Error(
          `The backup does not hold: ${proof.auditBreaks} breaks of the audit record, ${proof.palmsUnreadable} palms unreadable.`,
        );
      const stamp = now()
        .toISOString()
        .replace(/[-:]|\.\d+/g, '');
      const file = join(this.folder, `thenar-${stamp}.backup.age`);
      await encryptFile(plain, file, config.backup!.publicKey);
      logger.info({ rows, palms: proof.palmsOpened }, 'a backup was written and proven');
      this.prune();
      return file;
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  private prune(): void {
    const files = readdirSync(this.folder)
      .filter((name) => NAME.test(name))
      .sort();
    for (const name of files.slice(0, -this.options.config.backup!.keep))
      rmSync(join(this.folder, name), { force: true });
  }
}

/** Whole when it has its name. */
async function encryptFile(plain: string, file: string, publicKey: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(publicKey);
  const draft = `${file}.part`;
  try {
    const source = Readable.toWeb(createReadStream(plain)) as ReadableStream<Uint8Array>;
    const sealed = await encrypter.encrypt(source);
    await sealed.pipeTo(Writable.toWeb(createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true })));
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export function newestIn(folder: string): { atMs: number; bytes: number } | null {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => NAME.test(name));
  } catch {
    return null; // a disk that is away has no good backup
  }
  const newest = names.sort().at(-1);
  if (newest === undefined) return null;
  const [, y, mo, d, h, mi, s] = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(newest)!.map(Number);
  return { atMs: Date.UTC(y!, mo! - 1, d, h, mi, s), bytes: statSync(join(folder, newest)).size };
}
