/** The gateway as it ships, on a PostgreSQL of its own, with a key; it also times the check of a key by itself. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportTo } from './report.js';

/** The built gateway, loosely typed: compiling it into the bench would build it twice. */
/* eslint-disable @typescript-eslint/no-explicit-any */
const built = (path: string): Promise<any> =>
  import(new URL(`../../apps/gateway/src/${path}.js`, import.meta.url).href);

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const { gatewayConfig } = await built('gateway.config');
const { startGateway } = await built('gateway');
const { KeyRing } = await built('access/key-ring.service');
const { mintApiKey } = await built('access/api-key-token');
const gateway = await startGateway(
  gatewayConfig({
    PORT: '0',
    THENAR_DATA_DIR: folder,
    THENAR_LOG_LEVEL: 'warn',
    THENAR_RATE_LIMITS: 'off',
    THENAR_WORKERS: '1',
  }),
);
process.on(
  'disconnect',
  () => void gateway.stop().then(() => (rmSync(folder, { recursive: true, force: true }), process.exit(0))),
);

const key = await makeKey();
reportTo({ port: gateway.port, headers: { 'X-API-Key': key } }, { check: () => checkKey(key) });

async function makeKey(): Promise<string> {
  const url = `http://127.0.0.1:${gateway.port}`;
  const token = await gateway.signIn.issuer.issue({ uid: 'bench', email: 'bench@example.com', name: 'bench' });
  const post = async (path: string, body: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<any>;
  };
  const { organization_id } = await post('/v1/organizations', { name: 'bench' });
  return (await post(`/v1/organizations/${organization_id}/api-keys`, { name: 'bench', project_ids: null })).key;
}

async function checkKey(text: string): Promise<{ p50Ms: number; p99Ms: number; queriesForBadChecksums: number }> {
  const ring = gateway.app.get(KeyRing, { strict: false });
  const { database } = gateway.foundations;
  const times: number[] = [];
  for (let i = 0; i < 30_000; i++) {
    const began = performance.now();
    await ring.admit(text);
    if (i >= 10_000) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  let queries = 0;
  const jobQuery = database.jobQuery.bind(database);
  database.jobQuery = (...asked: unknown[]) => (queries++, jobQuery(...asked));
  for (let i = 0; i < 1_000; i++) {
    const { token } = mintApiKey('live');
    const bad = token.slice(0, -6) + randomBytes(3).toString('hex');
    await ring.admit(bad).catch(() => undefined);
  }
  database.jobQuery = jobQuery;
  return {
    p50Ms: times[times.length >> 1]!,
    p99Ms: times[Math.floor(times.length * 0.99)]!,
    queriesForBadChecksums: queries,
  };
}
