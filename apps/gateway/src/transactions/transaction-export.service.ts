/** Transactions as CSV of any length: read and sent batch by batch, so that neither memory nor a database transaction grows with it. */
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { rangeOf, type TimeRange } from '#platform/http';
import { type Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { csvRecord } from './csv.js';
import type { ExportTransactions } from './transactions.dto.js';

/** Long enough to make the round trip cheap, short enough to be nothing in memory (about an eighth of a megabyte). */
const BATCH_ROWS = 500;

const COLUMNS = [
  'transaction_id',
  'type',
  'status',
  'amount_minor',
  'currency',
  'reference',
  'member_id',
  'scan_id',
  'device_id',
  'metadata',
  'occurred_at',
  'created_at',
] as const;

interface Row {
  transaction_id: string;
  type: string;
  status: string;
  amount_minor: string | null;
  currency: string | null;
  reference: string | null;
  member_id: string | null;
  scan_id: string | null;
  device_id: string | null;
  metadata: object;
  occurred_at: Date;
  created_at: Date;
}

@Injectable()
export class TransactionExport {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
  ) {}

  /** Refusals come before the first byte. A failure later breaks the connection off, so that half a file is not taken for a whole one. */
  async open(
    caller: Principal,
    projectId: string,
    wanted: ExportTransactions,
  ): Promise<{ stream: Readable; fileName: string }> {
    const range = rangeOf(wanted, this.clock.nowMs());
    const first = await this.database.tenantTransaction(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      return readBatch(tx, { projectId, range, after: null });
    });
    const day = (time: Date) => time.toISOString().slice(0, 10);
    return {
      stream: Readable.from(this.text(caller, { projectId, range, first }), { objectMode: false }),
      fileName: `transactions_${day(range.start)}_${day(range.end ?? this.clock.now())}.csv`,
    };
  }

  private async *text(
    caller: Principal,
    from: { projectId: string; range: TimeRange; first: Row[] },
  ): AsyncGenerator<string> {
    const { projectId, range } = from;
    yield csvRecord(COLUMNS);
    for (let rows = from.first; rows.length > 0;) {
      const { occurred_at, transaction_id } = rows.at(-1)!;
      const after = { occurred_at, transaction_id };
      const last = rows.length < BATCH_ROWS;
      const text = rows.map(recordOf).join('');
      // the driver's finished queries hold on to each other until a full collection: they must not hold the rows as well
      rows.length = 0;
      yield text;
      if (last) return;
      rows = await this.database.tenantTransaction(caller, (tx) => readBatch(tx, { projectId, range, after }));
    }
  }
}

/** In the order of the list. */
function readBatch(
  tx: Tx,
  from: { projectId: string; range: TimeRange; after: Pick<Row, 'occurred_at' | 'transaction_id'> | null },
): Promise<Row[]> {
  const { projectId, range, after } = from;
  const parameters: unknown[] = [projectId, range.start];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const until = range.end ? `AND occurred_at < ${bind(range.end)}` : '';
  const behind = after
    ? `AND (occurred_at, transaction_id) < (${bind(after.occurred_at)}, ${bind(after.transaction_id)})`
    : '';
  return tx.query<Row[]>(
    `SELECT ${COLUMNS.join(', ')} FROM transactions WHERE project_id = $1 AND occurred_at >= $2 ${until} ${behind}
     ORDER BY occurred_at DESC, transaction_id DESC LIMIT ${BATCH_ROWS}`,
    parameters,
  );
}

function recordOf(row: Row): string {
  return csvRecord([
    row.transaction_id,
    row.type,
    row.status,
    row.amount_minor,
    row.currency,
    row.reference,
    row.member_id,
    row.scan_id,
    row.device_id,
    JSON.stringify(row.metadata),
    row.occurred_at.toISOString(),
    row.created_at.toISOString(),
  ]);
}
