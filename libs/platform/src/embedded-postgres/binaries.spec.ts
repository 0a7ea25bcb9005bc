import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { unlinkSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateNative, prepareBinaries } from './binaries.js';
import { chooseIdentity, type Identity } from './identity.js';

const posix = process.platform === 'win32' ? test.skip : test;
const asRoot = process.getuid?.() === 0 && process.platform === 'linux' ? test : test.skip;
const plain: Identity = { kind: 'plain', prefix: [], deathSignal: [] };
const root = realpathSync(mkdtempSync(join(tmpdir(), 'thenar-binaries-')));
const native = join(root, 'package', 'native');

beforeAll(() => {
  const isNeeded = (path: string): boolean => !/\.a$|\/(share|pkgconfig|postgresql)(\/|$)/.test(path);
  const options = { recursive: true, verbatimSymlinks: true, filter: isNeeded };
  cpSync(join(locateNative(), '..'), join(root, 'package'), options);
  chmodSync(root, 0o755);
});
beforeEach(() => {
  for (const name of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', name), 0o644);
  for (const link of links()) unlinkSync(link);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const links = (): string[] =>
  readdirSync(join(native, 'lib'))
    .map((name) => join(native, 'lib', name))
    .filter((path) => lstatSync(path).isSymbolicLink());

posix(
  'a package without run bits and links, as `npm ci --ignore-scripts` leaves it, is made whole in place',
  async () => {
    const home = join(root, 'unused');
    const binaries = await prepareBinaries(native, plain, home);
    expect(binaries).toEqual({ bin: join(native, 'bin'), major: 18 });
    expect(existsSync(home)).toBe(false);
  },
);

asRoot('a package that belongs to somebody else and lacks them is copied, once', async () => {
  const home = join(root, 'home');
  mkdirSync(home);
  const identity = await chooseIdentity({ only: 'setpriv' });
  chmodSync(root, 0o700);
  await expect(prepareBinaries(native, identity, home)).rejects.toThrow(/does not run from .* nor from a copy/);
  chmodSync(root, 0o755);
  chmodSync(join(root, 'package'), 0o700);
  const first = await prepareBinaries(native, identity, home);
  expect(first.bin).toMatch(/home\/native-18[^/]*\/bin$/);
  expect(first.copiedBecause).toMatch(/Permission denied/);
  const made = lstatSync(join(first.bin, 'postgres')).ctimeMs;
  expect((await prepareBinaries(native, identity, home)).bin).toBe(first.bin);
  expect(lstatSync(join(first.bin, 'postgres')).ctimeMs).toBe(made);
  chmodSync(join(root, 'package'), 0o755);
});
