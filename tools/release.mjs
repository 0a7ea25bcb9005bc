/**
 * `node tools/release.mjs VERSION`: moves the unreleased lines of CHANGELOG.md under the version, writes the version into
 * the packages, and prints the commands that commit and tag. It commits nothing itself.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url);
/** One release train: these carry the same version. */
const PACKAGES = ['package.json', 'package-lock.json', 'sdks/typescript/package.json'];
const UNRELEASED = '## [Unreleased]';

/** @returns the changelog with a section for the version and an empty one for what comes after it */
export function releaseNotes(changelog, version, date) {
  const start = changelog.indexOf(UNRELEASED);
  if (start < 0) throw new Error(`CHANGELOG.md has no "${UNRELEASED}"`);
  if (changelog.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has a section for ${version} already`);
  const after = changelog.slice(start + UNRELEASED.length);
  const next = after.indexOf('\n## [');
  if ((next < 0 ? after : after.slice(0, next)).trim() === '') throw new Error('CHANGELOG.md has no unreleased lines');
  return `${changelog.slice(0, start)}${UNRELEASED}\n\n## [${version}] - ${date}${after}`;
}

/** Only the version of the package itself: the first one in the file, and in a lock file also that of its root entry. */
export function withVersion(text, version) {
  const parsed = JSON.parse(text);
  parsed.version = version;
  if (parsed.packages?.['']) parsed.packages[''].version = version;
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

function main([version]) {
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw new Error('usage: node tools/release.mjs 0.3.0');
  const changelog = new URL('CHANGELOG.md', ROOT);
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(changelog, releaseNotes(readFileSync(changelog, 'utf8'), version, date));
  for (const name of PACKAGES) {
    const file = new URL(name, ROOT);
    writeFileSync(file, withVersion(readFileSync(file, 'utf8'), version));
  }
  process.stdout.write(`git commit -am "release: ${version}"\ngit tag -a v${version} -m "Thenar ${version}"\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
