import { rmSync } from 'node:fs';
import pg from 'pg';

export default async function teardown() {
  const { base, template } = globalThis.__TEMPLATE__;
  rmSync(globalThis.__KEYS__, { recursive: true, force: true });
  if (globalThis.__POSTGRES__) {
    await globalThis.__POSTGRES__.postgres.stop();
    rmSync(globalThis.__POSTGRES__.folder, { recursive: true, force: true });
    return;
  }
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  await admin.end();
}
