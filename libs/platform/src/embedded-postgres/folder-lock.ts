/** One gateway per data folder: a lock the kernel frees by itself when its holder dies, however it dies. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { EmbeddedPostgresError, FolderBusyError } from './embedded-postgres.errors.js';
import { childEnvironment } from './run-command.js';

export interface FolderLock {
  release(): void;
}

/** `flock` also holds between containers that share the folder; `socket` only within one network namespace. */
export type LockKind = 'flock' | 'open-flag' | 'socket';

const HELD_ELSEWHERE = 75;
/** libuv's numbers for an exclusive lock taken by open(2) itself */
const OPEN_LOCKED: Partial<Record<NodeJS.Platform, number>> = {
  darwin: 0x20 | constants.O_NONBLOCK,
  win32: 0x10000000,
};

/** `folder` must be a real path. Throws FolderBusyError when another gateway, or this one, holds it already. */
export async function lockFolder(folder: string, kind?: LockKind): Promise<FolderLock> {
  if (process.platform !== 'linux' || kind === 'open-flag') return lockByOpening(folder);
  return (kind === 'socket' ? undefined : lockByFlock(folder)) ?? lockBySocket(folder);
}

/** flock(1) locks the open file we hand it; the lock lives as long as our descriptor, which no child inherits. */
function lockByFlock(folder: string): FolderLock | undefined {
  const fd = openLockFile(folder, 0);
  const flock = spawnSync('flock', ['--exclusive', '--nonblock', '-E', String(HELD_ELSEWHERE), '3'], {
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', fd],
    timeout: 5_000,
  });
  if (flock.status === 0) return holdFile(fd);
  closeSync(fd);
  if (flock.status === HELD_ELSEWHERE) throw busy(folder);
  return undefined;
}

function lockByOpening(folder: string): FolderLock {
  return holdFile(openLockFile(folder, OPEN_LOCKED[process.platform] ?? 0));
}

/** A Linux without flock(1): an abstract socket name has one owner and dies with it. */
async function lockBySocket(folder: string): Promise<FolderLock> {
  const name = `\0thenar-${createHash('sha256').update(folder).digest('hex')}`;
  const server = await listen(name, folder);
  const fd = openLockFile(folder, 0);
  const file = holdFile(fd);
  const release = (): void => {
    file.release();
    server.close();
  };
  return { release };
}

function listen(name: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? busy(folder) : new EmbeddedPostgresError(error.message)),
    );
    server.listen(name, () => resolve(server.unref()));
  });
}

function openLockFile(folder: string, flags: number): number {
  try {
    return openSync(join(folder, 'gateway.lock'), constants.O_RDWR | constants.O_CREAT | flags, 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (flags !== 0 && ['EAGAIN', 'EWOULDBLOCK', 'EBUSY'].includes(code ?? '')) throw busy(folder);
    throw new EmbeddedPostgresError(`cannot lock the data folder ${folder}: ${message}`);
  }
}

function holdFile(fd: number): FolderLock {
  ftruncateSync(fd);
  writeSync(fd, `${process.pid}\n`, 0);
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    ftruncateSync(fd);
    closeSync(fd);
  };
  return { release };
}

function busy(folder: string): FolderBusyError {
  return new FolderBusyError(folder, readHolder(folder));
}

function readHolder(folder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'gateway.lock'), 'utf8'), 10);
    return Number.isInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}
