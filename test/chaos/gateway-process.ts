/** A gateway that is killed without a word and started again on the same port, database and keys. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Beside this file when it is built itself, in the build when a test runs it from its source. */
const MAIN = ['../..', '../../dist']
  .map((root) => join(import.meta.dirname, root, 'apps/gateway/src/main.js'))
  .find((path) => existsSync(path))!;
const READY_WITHIN_MS = 90_000;
/** Where `npm run test:canary` wants everything that is logged. */
const LOG = process.env.THENAR_TEST_LOG;

/** What a first start of a development gateway leaves for programs. */
export interface DevFile {
  project_id: string;
  api_key: string;
  admin_token: string;
}

export class GatewayProcess {
  private child: ChildProcess | null = null;
  private said = '';

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  static async prepare(folder: string, databaseUrl: string): Promise<GatewayProcess> {
    const port = await freePort();
    const env = {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      THENAR_DATA_DIR: folder,
      THENAR_KEYS_DIR: join(folder, 'keys'),
      THENAR_LOG_LEVEL: LOG ? 'trace' : 'error',
      THENAR_RATE_LIMITS: 'off',
      THENAR_WORKERS: '1',
      WEBHOOK_ALLOW_LOCALHOST: 'on',
    };
    return new GatewayProcess(`http://127.0.0.1:${port}`, folder, env);
  }

  /** @returns seconds until it answered that all is well */
  async start(began = performance.now()): Promise<number> {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...foreignEnvironment(), ...this.env },
      stdio: ['ignore', LOG ? openSync(LOG, 'a') : 'ignore', 'pipe'],
    });
    child.stderr!.on('data', (text: Buffer) => (this.said = (this.said + text.toString()).slice(-4_000)));
    this.child = child;
    while (!(await this.isWell())) {
      if (performance.now() - began > READY_WITHIN_MS)
        throw new Error(`The gateway does not come up. It said:\n${this.said}`);
      // PostgreSQL may be away right now: a gateway that could not start is started again, as a supervisor would
      if (child.exitCode !== null) {
        await sleep(200);
        return this.start(began);
      }
      await sleep(25);
    }
    return (performance.now() - began) / 1000;
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** It is written a moment after the gateway is well. */
  async devFile(): Promise<DevFile> {
    const path = join(this.folder, 'dev.json');
    for (const end = performance.now() + READY_WITHIN_MS; !existsSync(path); await sleep(25))
      if (performance.now() > end) throw new Error('The gateway wrote no dev.json.');
    return JSON.parse(readFileSync(path, 'utf8')) as DevFile;
  }

  private async isWell(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}

/** Nothing that a shell or a test run set for another gateway. */
function foreignEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('THENAR_')));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
