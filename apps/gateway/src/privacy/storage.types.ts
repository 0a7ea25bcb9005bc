/** The files under the database: ours to rewrite when the gateway runs the server itself. */
export abstract class Storage {
  /** Writes these tables anew, without what was deleted from them; null when the server is the operator's. */
  abstract readonly rewrite: ((tables: readonly string[]) => Promise<void>) | null;
}
