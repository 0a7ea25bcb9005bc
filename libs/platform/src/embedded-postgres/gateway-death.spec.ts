import { transformSync } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandAs, type Identity } from './identity.js';
import { readPostmasterPid } from './leftover.js';

const onLinux = process.platform === 'linux' ? test : test.skip;
const asRoot = process.getuid?.() === 0 && process.platform === 'linux' ? test : test.skip;
const here = import.meta.dirname;
const repository = join(here, '../../../..');
const root = realpathSync(mkdtempSync(join(tmpdir(), 'thenar-death-')));
const folder = join(root, 'data');
const started: ChildProcess[] = [];

const GATEWAY = `import { runEmbeddedPostgres } from './embedded-postgres.js';
const [folder, forced] = process.argv.slice(2);
const log = ({ message }) => console.log(message);
runEmbeddedPostgres({ folder, log, durable: false }, JSON.parse(forced)).then(
  ({ url, state }) => console.log('UP ' + JSON.stringify({ url, pid: state().pid })),
  (error) => console.log('DOWN ' + error.name + ' ' + error.message));`;

beforeAll(() => {
  chmodSync(root, 0o755);
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'gateway.js'), GATEWAY);
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  for (const name of readdirSync(here).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))) {
    const { code } = transformSync(readFileSync(join(here, name), 'utf8'), {
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    writeFileSync(join(root, name.replace(/\.ts$/, '.js')), code);
  }
});
afterEach(async () => {
  for (const gateway of started.splice(0)) gateway.kill('SIGKILL');
  await noneIsLeft();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Gateway {
  process: ChildProcess;
  said: string[];
  pid?: number;
}

/** A gateway as a process of its own, which can be killed; resolves with its verdict. */
function startGateway(forced: object = {}, options: { as?: string[]; folder?: string } = {}): Promise<Gateway> {
  const command = [process.execPath, join(root, 'gateway.js'), options.folder ?? folder, JSON.stringify(forced)];
  const [program, ...args] = [...(options.as ?? []), ...command] as [string, ...string[]];
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const said = text.split('\n').slice(0, -1);
      const up = said.find((line) => line.startsWith('UP '));
      if (up) resolve({ process: child, said, pid: (JSON.parse(up.slice(3)) as { pid: number }).pid });
      else if (said.some((line) => line.startsWith('DOWN '))) resolve({ process: child, said });
    });
    child.once('exit', () => resolve({ process: child, said: text.split('\n') }));
  });
}

/** Every postmaster whose data is in this test's folder; a zombie has no command line. */
function serversHere(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${root}/`) && isPostgres(pid);
      } catch {
        return false;
      }
    });
}

const isPostgres = (pid: string): boolean => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');

async function noneIsLeft(limitMs = 10_000): Promise<void> {
  for (let waited = 0; process.platform === 'linux' && serversHere().length > 0; waited += 50) {
    if (waited > limitMs) throw new Error(`still running: ${serversHere().join(', ')}`);
    await sleep(50);
  }
}

async function killAndExpectNoServer(gateway: Gateway): Promise<void> {
  expect(serversHere()).toContain(String(gateway.pid));
  gateway.process.kill('SIGKILL');
  await noneIsLeft();
}

onLinux('of three gateways that start at once on one new folder, exactly one gets it', async () => {
  const gateways = await Promise.all([startGateway(), startGateway(), startGateway()]);
  const up = gateways.filter(({ pid }) => pid !== undefined);
  expect(up).toHaveLength(1);
  const refusal = `DOWN FolderBusyError another gateway (pid ${up[0]!.process.pid}) is using ${folder}`;
  for (const { pid, said } of gateways) if (pid === undefined) expect(said).toContain(refusal);
});

onLinux('Ctrl-C at the terminal of the gateway does not reach the server', async () => {
  const { process: gateway, pid } = await startGateway();
  const groupOf = (id: number): string => readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]!.split(' ')[2]!;
  expect(groupOf(pid!)).toBe(String(pid));
  expect(groupOf(gateway.pid!)).not.toBe(String(pid));
});

onLinux('no server outlives a gateway that was killed: the kernel signals it', async () => {
  await killAndExpectNoServer(await startGateway());
});

onLinux('no server outlives a gateway that was killed, where only a small process can signal it', async () => {
  await killAndExpectNoServer(await startGateway({ withoutDeathSignal: true }));
});

onLinux('a server that did outlive its gateway is stopped by the next one', async () => {
  const first = await startGateway();
  const command = readFileSync(`/proc/${first.pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  await killAndExpectNoServer(first);
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? ['unshare', '--user', '--map-user=1', '--map-group=1'] : [];
  const identity: Identity = { kind: 'plain', prefix, deathSignal: [] };
  const [program, ...args] = commandAs(identity, command) as [string, ...string[]];
  const orphan = spawn(program, args, { stdio: 'ignore', detached: true, cwd: '/' });
  started.push(orphan);
  for (let waited = 0; !readPostmasterPid(join(folder, 'pgdata'))?.ready && waited < 5_000; waited += 20)
    await sleep(20);
  const second = await startGateway();
  expect(second.said).toContain('a server left by a killed gateway was stopped');
  expect(second.pid).not.toBe(orphan.pid);
  expect(serversHere()).toEqual([String(second.pid)]);
});

asRoot('no server outlives a gateway that was killed, where root had to become nobody', async () => {
  const gateway = await startGateway({ identity: 'setpriv' });
  expect(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t65534/m);
  await killAndExpectNoServer(gateway);
});

asRoot('a plain user, even one without a name, runs it too', async () => {
  const own = join(root, 'plain');
  mkdirSync(own);
  chownSync(own, 12345, 12345);
  const as = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'];
  const gateway = await startGateway({}, { as, folder: join(own, 'data') });
  expect(gateway.said.join('\n')).toContain('PostgreSQL is ready, with a new database');
  expect(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')).toMatch(/^Uid:\t12345\t12345/m);
  await killAndExpectNoServer(gateway);
});
