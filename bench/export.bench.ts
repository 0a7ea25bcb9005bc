/**
 * A million transactions as CSV, read slowly and fast: how much memory the gateway grows by meanwhile, at its highest.
 * `npm run bench:export [-- --json] [--rows 1000000]`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makeTransactions, RANGE } from './rows/make-rows.js';
import { MeasuredGateway, report, type Tenant } from './rows/measured-gateway.js';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, rows: { type: 'string', default: '1000000' } },
});
const rows = Number(values.rows);
if (!(rows >= 10_000 && rows <= 10_000_000)) throw new Error('--rows 10000..10000000');

const LIMIT_MIB = 64;
const MIB = 1024 * 1024;
/** A client that stops for so long now and then must not make the gateway gather what it does not take. */
const SLOW_EVERY_BYTES = 40 * MIB;
const SLOW_MS = 400;

async function read(
  url: string,
  key: string,
  slow: boolean,
): Promise<{ lines: number; bytes: number; seconds: number }> {
  const began = performance.now();
  const response = await fetch(url, { headers: { 'X-API-Key': key } });
  let lines = 0;
  let bytes = 0;
  let pauseAt = SLOW_EVERY_BYTES;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
    if (!slow || bytes < pauseAt) continue;
    pauseAt += SLOW_EVERY_BYTES;
    await sleep(SLOW_MS);
  }
  return { lines, bytes, seconds: Number(((performance.now() - began) / 1000).toFixed(2)) };
}

const gateway = await MeasuredGateway.start();
try {
  const tenant = await gateway.ask<Tenant>('tenant');
  await makeTransactions(gateway, tenant, rows);
  const list = `${gateway.url}/v1/projects/${tenant.projectId}/transactions`;
  await read(`${list}/export.csv?start=${new Date(Date.now() - 3_600_000).toISOString()}`, tenant.key, false); // warm
  await fetch(`${list}?per_page=100`, { headers: { 'X-API-Key': tenant.key } });
  const before = await gateway.ask<number>('rss');
  await gateway.ask('watch');
  const fast = await read(`${list}/export.csv?${RANGE}`, tenant.key, false);
  const slow = await read(`${list}/export.csv?${RANGE}`, tenant.key, true);
  const peak = await gateway.ask<number>('highest');
  const after = await gateway.ask<number>('rss');
  const mib = (bytes: number) => Number((bytes / MIB).toFixed(1));
  const growth = Math.max(mib(peak - before), mib(after - before));
  const whole = fast.lines === rows + 1 && slow.lines === rows + 1 && fast.bytes === slow.bytes;
  const figures = {
    rows,
    csv_mib: mib(fast.bytes),
    seconds: { fast: fast.seconds, slow: slow.seconds },
    rss_mib: { before: mib(before), peak: mib(peak), after: mib(after), growth },
    limits: { growth_mib: LIMIT_MIB },
  };
  report(figures, whole && growth < LIMIT_MIB, values.json);
} finally {
  await gateway.stop();
}
