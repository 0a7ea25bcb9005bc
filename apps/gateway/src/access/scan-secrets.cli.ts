/** `npm run scan-secrets -- PATH… [--json]`: exits with 1 when a file holds an API key, 2 when it cannot look. */
import { type ScanReport, scanForKeys } from './leaked-keys.js';

async function main(args: string[]): Promise<number> {
  const json = args.includes('--json');
  const paths = args.filter((arg) => arg !== '--json');
  if (paths.length === 0 || paths.some((path) => path.startsWith('-'))) {
    process.stderr.write('usage: npm run scan-secrets -- PATH… [--json]\n');
    return 2;
  }
  const reports = await Promise.all(paths.map((path) => scanForKeys(path)));
  const all: ScanReport = {
    files: reports.reduce((sum, report) => sum + report.files, 0),
    unreadable: reports.flatMap((report) => report.unreadable),
    found: reports.flatMap((report) => report.found),
  };
  process.stdout.write(json ? `${JSON.stringify(all)}\n` : inWords(all));
  return all.found.length > 0 ? 1 : 0;
}

function inWords({ files, unreadable, found }: ScanReport): string {
  const lines = found.map((key) => `${key.file}:${key.line}:${key.column}  ${key.mode} key ${key.prefix}…`);
  const advice = found.length > 0 ? ['Revoke them: DELETE /v1/organizations/{organization_id}/api-keys/{key_id}'] : [];
  const missed =
    unreadable.length > 0 ? [`${unreadable.length} could not be read: ${unreadable.slice(0, 5).join(', ')}`] : [];
  return [...lines, `${found.length} keys in ${files} files`, ...advice, ...missed, ''].join('\n');
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
