/**
 * The form of a backup: gzip; a line of JSON that says what it is; for each table a line of JSON and its rows as COPY
 * writes them, ended by `\.` on a line; a line of JSON with the counts. `zcat` shows it, psql can read a table of it.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

export const FORMAT = 'thenar backup 1';

export interface BackupHeader {
  format: typeof FORMAT;
  made_at: string;
  /** Names of the migrations that had run. */
  migrations: string[];
  /** Of the keys without which the templates in it cannot be read. */
  keys_fingerprint: string;
  /** First days of the months that had a partition. */
  months: string[];
}

export interface TableHeader {
  table: string;
  columns: string[];
}

export interface BackupEnd {
  end: true;
  rows: Record<string, number>;
}

const END_OF_ROWS = Buffer.from('\n\\.\n');
export const ROWS_END = Buffer.from('\\.\n');

export class BackupReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(path: string) {
    const file = createReadStream(path);
    const plain = createGunzip();
    file.on('error', (error) => plain.destroy(error));
    this.chunks = (file.pipe(plain) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** @throws Error when the file ends before */
  async line<T>(): Promise<T> {
    let end: number;
    while ((end = this.rest.indexOf(10)) < 0) await this.more();
    const text = this.rest.toString('utf8', 0, end);
    this.rest = this.rest.subarray(end + 1);
    return JSON.parse(text) as T;
  }

  /** The rows of the table whose line was just read. */
  async *rows(): AsyncGenerator<Buffer> {
    let begun = false; // the first row has no line end before it
    for (;;) {
      if (!begun && this.rest.subarray(0, ROWS_END.length).equals(ROWS_END)) {
        this.rest = this.rest.subarray(ROWS_END.length);
        return;
      }
      const end = this.rest.indexOf(END_OF_ROWS);
      if (end >= 0) {
        yield this.rest.subarray(0, end + 1);
        this.rest = this.rest.subarray(end + END_OF_ROWS.length);
        return;
      }
      const sure = this.rest.length - END_OF_ROWS.length;
      if (sure > 0) {
        yield this.rest.subarray(0, sure);
        this.rest = this.rest.subarray(sure);
        begun = true;
      }
      await this.more();
    }
  }

  private async more(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) throw new Error('The backup is cut off.');
    this.rest = Buffer.concat([this.rest, value]);
  }
}
