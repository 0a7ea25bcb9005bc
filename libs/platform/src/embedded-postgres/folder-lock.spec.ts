import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderBusyError } from './embedded-postgres.errors.js';
import { lockFolder, type LockKind } from './folder-lock.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'thenar-lock-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kinds: LockKind[] = process.platform === 'linux' ? ['flock', 'socket'] : ['open-flag'];

test.each(kinds)('of eight who ask at once, one gets the folder (%s)', async (kind) => {
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, kind)));
  const won = asked.filter(({ status }) => status === 'fulfilled');
  const lost = asked.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  expect(won).toHaveLength(1);
  for (const { reason } of lost) expect(reason).toBeInstanceOf(FolderBusyError);
  for (const result of asked) if (result.status === 'fulfilled') result.value.release();
});

test.each(kinds)('a folder that was released is free again (%s)', async (kind) => {
  const first = await lockFolder(folder, kind);
  expect(readFileSync(join(folder, 'gateway.lock'), 'utf8')).toBe(`${process.pid}\n`);
  first.release();
  first.release();
  const second = await lockFolder(folder, kind);
  second.release();
});

test('a child that outlives the gateway does not keep the folder', async () => {
  const lock = await lockFolder(folder);
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 10000)'], { stdio: 'ignore' });
  lock.release();
  (await lockFolder(folder)).release();
  child.kill('SIGKILL');
});
