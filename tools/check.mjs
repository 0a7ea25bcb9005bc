/**
 * `npm run check`: everything about the repository that is not a test. Each check is a command that can be run by
 * itself; all of them run, and the failures are shown at the end, where they are read.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const CHECKS = [
  ['format', 'npm run --silent format:check'],
  ['lint', 'npm run --silent lint'],
  ['types', 'npm run --silent types'],
  ['build', 'npm run --silent build'],
  ['dependency rules', 'npm run --silent dependency-rules'],
  ['dead code', 'npm run --silent dead-code'],
  [
    'kernels and their sources',
    'node libs/palm/assembly/build.mjs --check && node libs/gallery/assembly/build.mjs --check',
  ],
  ['licences and scripts', 'node tools/supply-chain/check.mjs'],
  ['table of figures', 'node tools/bench-table.mjs --check'],
  ['contracts and migrations', 'node tools/contracts/contracts.mjs --check'],
  [
    'leaked keys',
    'node dist/apps/gateway/src/access/scan-secrets.cli.js apps libs test tools docs contracts README.md',
  ],
];
const SLOWEST_MS = 10 * 60_000;

const { values, positionals } = parseArgs({ options: { results: { type: 'string' } }, allowPositionals: true });
const chosen = CHECKS.filter(([name]) => positionals.length === 0 || positionals.includes(name));

const failures = [];
for (const [name, command] of chosen) {
  const started = Date.now();
  const { code, output } = await run(command);
  const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(26)}${took.padStart(8)}\n`);
  if (code !== 0) failures.push({ name, command, output });
}
for (const { name, command, output } of failures)
  process.stdout.write(
    `\n── ${name} (${command}) ${'─'.repeat(Math.max(0, 80 - name.length - command.length))}\n${output.trim()}\n`,
  );
const passed = chosen.length - failures.length;
if (values.results) writeFileSync(values.results, JSON.stringify({ passed, failed: failures.length }));
process.stdout.write(`\n${passed} checks passed, ${failures.length} failed\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], timeout: SLOWEST_MS });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}
