import { releaseNotes, withVersion } from './release.mjs';

const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-11-22\n\n- The first.\n';

describe('a release', () => {
  it('moves the unreleased lines under the version and leaves an empty section above it', () => {
    expect(releaseNotes(CHANGELOG, '0.2.0', '2026-12-01')).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-11-22\n\n- The first.\n',
    );
  });

  it('refuses a version that exists, and one without a change', () => {
    expect(() => releaseNotes(CHANGELOG, '0.1.0', '2026-12-01')).toThrow(/already/);
    const empty = '# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-11-22\n';
    expect(() => releaseNotes(empty, '0.2.0', '2026-12-01')).toThrow(/no unreleased lines/);
  });

  it('writes the version of the package, not those of its dependencies', () => {
    const lock = '{"version":"0.1.0","packages":{"":{"version":"0.1.0"},"node_modules/a":{"version":"0.1.0"}}}';
    expect(JSON.parse(withVersion(lock, '0.2.0'))).toEqual({
      version: '0.2.0',
      packages: { '': { version: '0.2.0' }, 'node_modules/a': { version: '0.1.0' } },
    });
  });
});
