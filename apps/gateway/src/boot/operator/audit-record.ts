/** `thenar audit verify` and `thenar audit export`: whether the record of who did what is whole, and a copy of it. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { type CommandResult, EXIT } from '#platform/commands';
import { type ChainBreak, verifyChains } from '../../audit/verify-chain.js';
import type { GatewayConfig } from '../../gateway.config.js';
import { withOperatorDatabase } from './operator-database.js';

const WORDS: Record<ChainBreak['what'], string> = {
  removed: 'a row is missing',
  changed: 'a row was changed',
  cut: 'the last rows are missing',
  headless: 'the head of the chain is missing',
};

export async function verifyAudit(config: GatewayConfig): Promise<CommandResult> {
  const report = await withOperatorDatabase(config, verifyChains);
  const whole = report.breaks.length === 0;
  const lines = report.breaks.map(
    ({ organization_id, sequence, what }) => `organization ${organization_id}, event ${sequence}: ${WORDS[what]}`,
  );
  const verdict = `${report.events} events of ${report.organizations} organizations: ${whole ? 'whole' : 'TAMPERED WITH'}`;
  return { text: [...lines, verdict].join('\n'), data: report, exitCode: whole ? EXIT.done : EXIT.failed };
}

export interface ExportRequest {
  organization: string | undefined;
  /** Sequence after which it begins. */
  after: number;
  out: string | undefined;
  print: (text: string) => void;
}

const PAGE = 1_000;
/** Hashes in hexadecimal, everything else as the record has it. */
const LINES = `SELECT organization_id, sequence::text, json_build_object('audit_event_id', audit_event_id, 'organization_id', organization_id,
    'sequence', sequence, 'actor_kind', actor_kind, 'actor_id', actor_id, 'action', action, 'object_kind', object_kind, 'object_id', object_id,
    'address', address, 'request_id', request_id, 'details', details, 'created_at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'previous_hash', encode(previous_hash, 'hex'), 'hash', encode(hash, 'hex'))::text AS line
  FROM audit_events WHERE ($1::uuid IS NULL OR organization_id = $1) AND (organization_id, sequence) > ($2::uuid, $3::bigint)
  ORDER BY organization_id, sequence LIMIT ${PAGE}`;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export async function exportAudit(config: GatewayConfig, wanted: ExportRequest): Promise<CommandResult> {
  const { organization, after, out } = wanted;
  const file = out === undefined ? null : createWriteStream(out, { flags: 'wx', mode: 0o600 });
  if (file) await once(file, 'open');
  let events = 0;
  await withOperatorDatabase(config, async (client) => {
    for await (const lines of pagesOf(client, organization ?? null, after)) {
      events += lines.length;
      const text = `${lines.join('\n')}\n`;
      if (!file) wanted.print(text);
      else if (!file.write(text)) await once(file, 'drain');
    }
  });
  if (file) await finished(file.end());
  return { text: file ? `${events} events are in ${out}` : '', data: { events, file: out ?? null } };
}

async function* pagesOf(client: pg.Client, organization: string | null, after: number): AsyncGenerator<string[]> {
  let [id, sequence] = [organization ?? FIRST_ID, String(after)];
  for (;;) {
    const { rows } = await client.query<{ organization_id: string; sequence: string; line: string }>(LINES, [
      ...[organization, id, sequence],
    ]);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < PAGE) return;
    ({ organization_id: id, sequence } = rows.at(-1)!);
  }
}
