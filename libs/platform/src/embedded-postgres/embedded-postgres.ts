/** From a folder to a running database: who runs it, where its data lives, with which programs, and for how long. */
import { join } from 'node:path';
import { locateNative, prepareBinaries } from './binaries.js';
import { openCluster } from './cluster.js';
import { findData, linkData, openFolder } from './data-home.js';
import { ensureDatabase } from './database.js';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { lockFolder, type LockKind } from './folder-lock.js';
import { chooseIdentity } from './identity.js';
import { endLeftover } from './leftover.js';
import type { StopLimits } from './server-process.js';
import { settleData } from './settle-data.js';
import { Supervisor, type EmbeddedPostgresState, type Log } from './supervisor.js';

export interface EmbeddedPostgresOptions {
  folder: string;
  log: Log;
  /** default true; false only for tests: a crash of the machine may lose the database */
  durable?: boolean;
  /** default 100 */
  maxConnections?: number;
  /** Gets the server's own log as it is said; without it only its last words are kept, for when it does not start. */
  hear?: (text: string) => void;
}

export interface EmbeddedPostgres {
  /** postgres://postgres:…@127.0.0.1:port/thenar, the same for as long as this object lives */
  readonly url: string;
  state(): EmbeddedPostgresState;
  /** bounded (about 15 s at worst), never rejects, may be called again */
  stop(): Promise<void>;
}

/** Ways that a test can force; a gateway never sets them. */
export interface StartOverrides {
  identity?: 'namespace' | 'setpriv';
  native?: string;
  roots?: string[];
  lock?: LockKind;
  withoutDeathSignal?: boolean;
  stopLimits?: StopLimits;
}

interface ServerSetup {
  supervisor: Supervisor;
  password: string;
  data: string;
  created: boolean;
}

const DEFAULT_CONNECTIONS = 100;

export async function runEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
  forced: StartOverrides = {},
): Promise<EmbeddedPostgres> {
  const startedAt = performance.now();
  const folder = openFolder(options.folder);
  const lock = await lockFolder(folder, forced.lock);
  let supervisor: Supervisor | undefined;
  try {
    const prepared = await prepare({ ...options, folder }, forced);
    supervisor = prepared.supervisor;
    await supervisor.start();
    const url = await ensureDatabase(supervisor.port, prepared.password);
    const readyMs = Math.round(performance.now() - startedAt);
    const message = `PostgreSQL is ready${prepared.created ? ', with a new database' : ''}`;
    options.log({ level: 'info', message, data: prepared.data, port: supervisor.port, readyMs });
    return present(url, supervisor, () => lock.release());
  } catch (error) {
    await supervisor?.stop();
    lock.release();
    if (error instanceof EmbeddedPostgresError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new EmbeddedPostgresError(`the database in ${folder} cannot be started: ${why}`, { cause: error });
  }
}

async function prepare(options: EmbeddedPostgresOptions, forced: StartOverrides): Promise<ServerSetup> {
  const { folder, log, hear, durable = true, maxConnections = DEFAULT_CONNECTIONS } = options;
  const found = findData(folder, forced.roots);
  const { identity: only, withoutDeathSignal } = forced;
  const identity = await chooseIdentity({ dataOwner: found.owner, only, withoutDeathSignal });
  const ended = await endLeftover(join(found.home, 'pgdata'));
  if (ended) log({ level: 'warn', message: 'a server left by a killed gateway was stopped', pid: ended });
  const place = await settleData(found, { identity, log, roots: forced.roots });
  const binaries = await prepareBinaries(forced.native ?? locateNative(), identity, place.home);
  if (binaries.copiedBecause !== undefined) {
    log({ level: 'warn', message: `PostgreSQL runs from a copy: ${binaries.bin}`, because: binaries.copiedBecause });
  }
  const cluster = await openCluster({ place, identity, binaries, durable });
  linkData(folder, place.home);
  const { data, password, created } = cluster;
  const settings = { data, maxConnections, durable };
  const { stopLimits } = forced;
  const supervisor = new Supervisor({ bin: binaries.bin, identity, settings, log, hear, stopLimits });
  return { supervisor, password, data, created };
}

function present(url: string, supervisor: Supervisor, release: () => void): EmbeddedPostgres {
  const stop = (): Promise<void> => supervisor.stop().then(release);
  return { url, state: () => supervisor.state(), stop };
}
