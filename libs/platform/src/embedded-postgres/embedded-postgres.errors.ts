/** What can keep the embedded server from serving, in words an operator can act on. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

export class FolderBusyError extends EmbeddedPostgresError {
  override name = 'FolderBusyError';

  /** `pid` is absent when the other gateway had not yet written it, or runs where it cannot be read. */
  constructor(
    readonly folder: string,
    readonly pid?: number,
  ) {
    super(`another gateway${pid === undefined ? '' : ` (pid ${pid})`} is using ${folder}`);
  }
}
