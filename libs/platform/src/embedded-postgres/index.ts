/** The entry point: a real PostgreSQL that the gateway runs itself when it is given no DATABASE_URL. */
import { runEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';

export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';
export type { EmbeddedPostgresState } from './supervisor.js';
export { EmbeddedPostgresError, FolderBusyError } from './embedded-postgres.errors.js';

/** Resolves when the database `thenar` answers; rejects with EmbeddedPostgresError or FolderBusyError. */
export function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return runEmbeddedPostgres(options);
}
