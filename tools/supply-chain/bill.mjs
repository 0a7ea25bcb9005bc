/** `npm run sbom`: what is shipped, as CycloneDX (dist/sbom.cdx.json) and as notices for people (dist/NOTICES.txt). */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, packagesOf, readLock, ROOT } from './packages.mjs';

const OUT = join(ROOT, 'dist');
mkdirSync(OUT, { recursive: true });
const program = join(ROOT, 'node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js');
const options = ['--omit', 'dev', '--package-lock-only', '--output-reproducible', '--no-validate'];
execFileSync(process.execPath, [program, ...options, '--output-file', join(OUT, 'sbom.cdx.json')], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const shipped = packagesOf(readLock()).filter((one) => one.production && isInstalled(one));
writeFileSync(join(OUT, 'NOTICES.txt'), shipped.map(noticeOf).join('\n'));
const { components } = JSON.parse(readFileSync(join(OUT, 'sbom.cdx.json'), 'utf8'));
process.stdout.write(
  `dist/sbom.cdx.json: ${components.length} components; dist/NOTICES.txt: ${shipped.length} packages\n`,
);

function noticeOf({ name, version, licence, path }) {
  const folder = join(ROOT, path);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${'='.repeat(78)}\n${name} ${version} (${licence})\n\n${texts.join('\n\n') || 'No text of a licence in the package.'}\n`;
}
