/**
 * What others rely on, generated from the running gateway and reviewed as files: `npm run contracts` writes them,
 * `npm run contracts:check` fails with a diff when the code says something else than they do.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { GATEWAY_VARIABLES } from '../../dist/apps/gateway/src/gateway.variables.js';
import { renderConsoleTypes } from './console-types.mjs';
import { entityDrift } from './entities.mjs';
import { renderEnvExample } from './env-example.mjs';
import { withGateway } from './gateway.mjs';
import { renderOpenApi } from './openapi.mjs';
import { renderSdkOperations } from './sdk-operations.mjs';
import { renderTerminalProtocol } from './terminal-protocol.mjs';
import { readRefusals } from './refusals/refusals.mjs';
import { renderPage, renderTable, tableOf } from './refusals/render.mjs';
import { renderSchema } from './schema/schema.mjs';

const ROOT = join(import.meta.dirname, '../..');
const refusals = tableOf(readRefusals(ROOT));

/** File → how it is read off a gateway. A new contract is a line here. */
const CONTRACTS = {
  'apps/gateway/src/boot/refusals.ts': () => renderTable(refusals),
  'docs/errors.md': () => renderPage(refusals),
  'contracts/openapi.json': ({ app }) => renderOpenApi(app, refusals),
  'contracts/openapi.d.ts': ({ app }) => renderConsoleTypes(renderOpenApi(app, refusals)),
  'sdks/typescript/src/generated/openapi.ts': ({ app }) => renderConsoleTypes(renderOpenApi(app, refusals)),
  'sdks/typescript/src/generated/operations.ts': ({ app }) => renderSdkOperations(renderOpenApi(app, refusals)),
  'contracts/terminal-protocol.json': ({ app }) => renderTerminalProtocol(app),
  'contracts/schema.sql': ({ database }) => renderSchema(database),
  '.env.example': () => renderEnvExample(GATEWAY_VARIABLES),
};

async function render(gateway) {
  const files = {};
  for (const [name, read] of Object.entries(CONTRACTS)) files[name] = await read(gateway);
  return files;
}

function compare(files) {
  const fresh = mkdtempSync(join(tmpdir(), 'thenar-contract-'));
  try {
    return Object.entries(files).filter(([name, text]) => {
      const kept = join(ROOT, name);
      if (existsSync(kept) && readFileSync(kept, 'utf8') === text) return false;
      const said = join(fresh, basename(name));
      writeFileSync(said, text);
      process.stderr.write(`\n${name} is not what the code does:\n${diffOf(kept, said)}\n`);
      return true;
    }).length;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function diffOf(kept, fresh) {
  if (!existsSync(kept)) return '  it does not exist';
  try {
    execFileSync('git', ['diff', '--no-index', '--unified=2', kept, fresh], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return String(error.stdout ?? error)
      .split('\n')
      .slice(2, 202)
      .join('\n');
  }
}

const { files, drift } = await withGateway(async (gateway) => ({
  files: await render(gateway),
  drift: await entityDrift(gateway.database),
}));
for (const line of drift) process.stderr.write(`entities and migrations differ: ${line}\n`);
if (process.argv.includes('--check')) {
  const stale = compare(files);
  if (stale > 0) process.stderr.write('\nRun `npm run contracts`, read the change, and commit it with its cause.\n');
  process.exitCode = stale + drift.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(ROOT, name), text);
  process.stdout.write(`written: ${Object.keys(files).join(', ')}\n`);
}
