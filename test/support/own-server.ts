/** A gateway that brings its own PostgreSQL, as `npm start` does: for what must hold in the files under the database. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { urlOfRunning } from '../../apps/gateway/src/boot/operator/operator-database.js';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { startGateway } from '../../apps/gateway/src/gateway.js';
import { Client } from './client.js';
import { type TestGateway, loggerOf } from './test-gateway.js';

export interface OwnServer extends TestGateway {
  keysFolder: string;
  folder: string;
  /** Stops the gateway and its server, and keeps the folder. */
  stop(): Promise<void>;
}

export async function openOwnServer(
  env: Record<string, string> = {},
  folder = mkdtempSync(join(tmpdir(), 'thenar-own-')),
): Promise<OwnServer> {
  const config = gatewayConfig({
    ...{ PORT: '0', THENAR_DATA_DIR: folder, THENAR_LOG_LEVEL: 'error', THENAR_WORKERS: '1' },
    ...env,
  });
  const logger = loggerOf(config.logLevel);
  const gateway = await startGateway(config, { withoutPages: true, logger });
  const url = urlOfRunning(folder);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const query = async (sql: string, parameters?: unknown[]) => (await pool.query(sql, parameters)).rows as never;
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await pool.end();
    await gateway.stop();
  };
  return {
    ...{ gateway, folder, keysFolder: join(folder, 'keys'), url: gateway.url, time: null as never },
    database: { url, query, drop: stop },
    person: async (uid) => {
      const facts = { uid, email: `${uid}@example.com`, name: uid };
      return new Client(gateway.url, { Authorization: `Bearer ${await gateway.signIn.issuer!.issue(facts)}` });
    },
    stop,
    close: async () => {
      const home = realpathSync(join(folder, 'pgdata'));
      await stop();
      rmSync(home, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Which of these stand in a file of the server's data: names, by file. */
export function searchFiles(server: OwnServer, wanted: Record<string, Buffer>): string[] {
  const root = realpathSync(join(server.folder, 'pgdata'));
  const hits: string[] = [];
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    const bytes = readIfThere(path);
    for (const [what, word] of Object.entries(wanted)) if (bytes?.includes(word)) hits.push(`${what} in ${name}`);
  }
  return hits;
}

/** The server removes files under our eyes. */
function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Which of these stand in a row of a table, as text or as bytes: names, by table. What COPY would write. */
export async function searchTables(gateway: TestGateway, wanted: Record<string, string>): Promise<string[]> {
  const tables = await gateway.database.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  const hits: string[] = [];
  for (const { name } of tables)
    for (const [what, word] of Object.entries(wanted)) {
      const [row] = await gateway.database.query<{ n: string }>(
        `SELECT count(*) AS n FROM ${name} t WHERE strpos(lower(t::text), lower($1)) > 0 OR strpos(t::text, $2) > 0`,
        [word, Buffer.from(word).toString('hex')],
      );
      if (row!.n !== '0') hits.push(`${what} in ${name}`);
    }
  return hits;
}
