/** A licence outside of the list and an install script that nobody looked at are found. */
import { isAllowed, packagesOf, readLock, violations } from './packages.mjs';

const policy = {
  production: ['MIT', 'Apache-2.0'],
  development: ['MPL-2.0'],
  read_by_hand: { silent: 'MIT' },
  install_scripts: { 'builder@1.0.0': 'builds' },
};
const builder = { license: 'MIT', version: '1.0.0', hasInstallScript: true };
const lockOf = (packages: Record<string, object>) => ({
  packages: { '': {}, 'node_modules/builder': builder, ...packages },
});
const found = (packages: Record<string, object>) => violations(packagesOf(lockOf(packages)), policy);

describe('the policy about packages of others', () => {
  it('holds for what package-lock.json names', () => {
    expect(violations(packagesOf(readLock()))).toEqual([]);
  });

  it.each([
    ['a licence that we do not ship', { 'node_modules/a': { license: 'AGPL-3.0', version: '1.0.0' } }, /a: AGPL-3.0/],
    ['no licence', { 'node_modules/a': { version: '1.0.0' } }, /none named/],
    ['a development licence in production', { 'node_modules/a': { license: 'MPL-2.0', version: '1.0.0' } }, /MPL-2.0/],
    [
      'a new install script',
      { 'node_modules/a': { license: 'MIT', version: '1.0.0', hasInstallScript: true } },
      /a@1.0.0 runs a script/,
    ],
    ['a script of another version', { 'node_modules/builder': { ...builder, version: '2.0.0' } }, /builder@2.0.0 runs/],
  ])('is broken by %s', (_what, packages, words) => {
    expect(found(packages)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it('is not broken by a development licence in development, a choice, or a licence read by hand', () => {
    expect(
      found({
        'node_modules/a': { license: 'MPL-2.0', version: '1.0.0', dev: true },
        'node_modules/b': { license: '(AGPL-3.0 OR MIT)', version: '1.0.0' },
        'node_modules/silent': { version: '1.0.0' },
      }),
    ).toEqual([]);
    expect(isAllowed('MIT AND AGPL-3.0', new Set(['MIT']))).toBe(false);
  });
});
