/** A gateway on a fresh embedded PostgreSQL, for as long as its contracts are read off it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { gatewayConfig } from '../../dist/apps/gateway/src/gateway.config.js';
import { startGateway } from '../../dist/apps/gateway/src/gateway.js';
import { startEmbeddedPostgres } from '../../dist/libs/platform/src/embedded-postgres/index.js';

/** @param {(house: { app: import('@nestjs/common').INestApplication, database: import('pg').Client }) => Promise<T>} read */
export async function withGateway(read) {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-contracts-'));
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), durable: false, log: () => undefined });
  const database = new pg.Client({ connectionString: postgres.url });
  let gateway;
  try {
    gateway = await startGateway(
      gatewayConfig({
        PORT: '0',
        DATABASE_URL: postgres.url,
        THENAR_KEYS_DIR: join(folder, 'keys'),
        THENAR_LOG_LEVEL: 'silent',
        THENAR_WORKERS: '1',
      }),
    );
    await database.connect();
    return await read({ app: gateway.app, database });
  } finally {
    await gateway?.stop();
    await database.end().catch(() => undefined);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
