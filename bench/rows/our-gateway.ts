/** The gateway as it ships, on a PostgreSQL of its own, with a tenant and a key; it says how much memory it holds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** As much of the built gateway as the bench needs: compiling it into the bench would build it twice. */
interface Gateway {
  url: string;
  app: { get(part: unknown): { stats(): { templates: number } } };
  signIn: {
    issuer: {
      issue(person: { uid: string; email: string; name: string }): Promise<string>;
      consoleLink(url: string): string;
    };
  };
  stop(): Promise<void>;
}
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../apps/gateway/src/${path}.js`, import.meta.url).href) as Promise<Module>;

const { gatewayConfig } = await built<{ gatewayConfig: (env: NodeJS.ProcessEnv) => unknown }>('gateway.config');
const { startGateway } = await built<{ startGateway: (config: unknown) => Promise<Gateway> }>('gateway');
const { LiveGallery } = await built<{ LiveGallery: unknown }>('palms/live-gallery.service');
const { urlOfRunning } = await built<{ urlOfRunning: (folder: string) => string }>('boot/operator/operator-database');

/** Whom the development link signs in. */
const LINKED = 'dev-admin';
const kept = process.env.BENCH_FOLDER;
const folder = kept ?? mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const began = performance.now();
const gateway = await startGateway(
  gatewayConfig({
    ...{ PORT: '0', THENAR_DATA_DIR: folder, THENAR_LOG_LEVEL: 'warn', THENAR_RATE_LIMITS: 'off' },
    THENAR_WORKERS: '1',
    // beside another gateway, on its database and keys
    ...(process.env.BENCH_DATABASE_URL
      ? { DATABASE_URL: process.env.BENCH_DATABASE_URL, THENAR_KEYS_DIR: process.env.BENCH_KEYS! }
      : {}),
  }),
);
const startMs = performance.now() - began;
process.on('disconnect', () => {
  void gateway.stop().then(() => {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
});

async function tenant() {
  const token = await gateway.signIn.issuer.issue({ uid: 'bench', email: 'bench@example.com', name: 'bench' });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const send = async (method: string, path: string, body: object) => {
    const response = await fetch(gateway.url + path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Record<string, string>;
  };
  const { organization_id } = await send('POST', '/v1/organizations', { name: 'bench' });
  const { environment_id } = await send('POST', `/v1/organizations/${organization_id}/environments`, {
    ...{ name: 'bench', mode: 'sandbox', allows_server_lookup: true },
  });
  const { project_id } = await send('POST', `/v1/organizations/${organization_id}/projects`, {
    ...{ name: 'bench', environment_id, settings: { enroll_from: 'any' } },
  });
  await send('PUT', `/v1/projects/${project_id}/server-lookup`, { enabled: true });
  const { key } = await send('POST', `/v1/projects/${project_id}/api-keys`, { name: 'bench' });
  return { organizationId: organization_id, projectId: project_id, key };
}

/** A tenant with members, that the person who opens the console by this link works for. */
async function forConsole() {
  const made = await tenant();
  const headers = async (uid: string) => ({
    Authorization: `Bearer ${await gateway.signIn.issuer.issue({ uid, email: `${uid}@example.com`, name: uid })}`,
    'Content-Type': 'application/json',
  });
  await fetch(`${gateway.url}/v1/organizations`, { headers: await headers(LINKED) });
  const body = JSON.stringify({ uid: LINKED, role: 'owner' });
  const invited = await fetch(`${gateway.url}/v1/organizations/${made.organizationId}/users`, {
    ...{ method: 'POST', headers: await headers('bench'), body },
  });
  if (!invited.ok) throw new Error(`the console's person was refused: ${invited.status}`);
  return { ...made, link: gateway.signIn.issuer.consoleLink(gateway.url) };
}

/** After two collections and a moment: what is held, not what waits to be swept. */
async function rss(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    globalThis.gc?.();
    await sleep(200);
  }
  return process.memoryUsage.rss();
}

/** The highest since `watch`, looked at often. */
let highest = 0;
setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 20).unref();
const watch = () => (highest = process.memoryUsage.rss());

const palms = () => gateway.app.get(LiveGallery).stats().templates;

/** @returns the time by the machine's clock at which one palm less, or one more, was in memory here; looked at every millisecond */
async function palmsChange(): Promise<number> {
  for (const now = palms(); palms() === now;) await sleep(1);
  return Date.now();
}

const answers: Record<string, () => unknown> = {
  tenant,
  console: forConsole,
  rss,
  watch,
  highest: () => highest,
  palms,
  palmsChange,
};
// eslint-disable-next-line @typescript-eslint/no-misused-promises -- a failure ends this measured process, as it should
process.on('message', async (question: string) => process.send!({ question, answer: await answers[question]!() }));
const databaseUrl = process.env.BENCH_DATABASE_URL ?? urlOfRunning(folder);
process.send!({ question: 'ready', answer: { url: gateway.url, folder, databaseUrl, startMs } });
