/**
 * Pages over a million rows: scan results by cursor (any page of 100 within 50 ms, 99 of 100 times), with filters, by
 * number, and transactions. `npm run bench:lists [-- --json] [--rows 1000000] [--asked 400]`
 */
import { parseArgs } from 'node:util';
import { A_DEVICE, A_MEMBER, makeScans, makeTransactions, RANGE } from './rows/make-rows.js';
import { MeasuredGateway, quantiles, report, type Tenant } from './rows/measured-gateway.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    rows: { type: 'string', default: '1000000' },
    asked: { type: 'string', default: '400' },
  },
});
const rows = Number(values.rows);
const asked = Number(values.asked);
if (!(rows >= 10_000 && rows <= 10_000_000 && asked >= 50 && asked <= 10_000))
  throw new Error('--rows 10000..10000000, --asked 50..10000');

const LIMIT_MS = 50;
const FILTERS = {
  none: '',
  member: `&member_id=${A_MEMBER}`,
  device: `&device_id=${A_DEVICE}`,
  operation: '&operation=enroll',
  result: '&result=matched',
  verdict: '&verdict=block',
};

interface Page {
  data: object[];
  next_cursor: string | null;
}

const gateway = await MeasuredGateway.start();
try {
  const tenant = await gateway.ask<Tenant>('tenant');
  await makeScans(gateway, tenant, rows);
  await makeTransactions(gateway, tenant, rows);
  const base = `${gateway.url}/v1/projects/${tenant.projectId}`;
  const scans = `${base}/scan-results?${RANGE}`;
  const headers = { 'X-API-Key': tenant.key };
  const get = async (url: string): Promise<{ ms: number; page: Page }> => {
    const began = performance.now();
    const response = await fetch(url, { headers });
    const page = (await response.json()) as Page;
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(page)}`);
    return { ms: performance.now() - began, page };
  };
  /** Cursors all over the list, from its newest row to its oldest. */
  const cursorsOf = async (list: string, step: number): Promise<string[]> => {
    const cursors: string[] = [];
    for (let at = ''; cursors.length < 200;) {
      const { page } = await get(`${list}&per_page=${step}${at}`);
      if (page.next_cursor === null) break;
      cursors.push(page.next_cursor);
      at = `&cursor=${page.next_cursor}`;
    }
    return cursors;
  };
  const measure = async (urls: string[]) => {
    const times: number[] = [];
    for (let i = 0; i < 20; i++) await get(urls[i % urls.length]!); // warm
    for (let i = 0; i < asked; i++) times.push((await get(urls[(i * 7) % urls.length]!)).ms);
    return quantiles(times);
  };
  const by_cursor: Record<string, ReturnType<typeof quantiles>> = {};
  for (const [name, filter] of Object.entries(FILTERS)) {
    const cursors = await cursorsOf(scans + filter, name === 'member' ? 100 : 10_000);
    by_cursor[name] = await measure(cursors.map((cursor) => `${scans}${filter}&per_page=100&cursor=${cursor}`));
  }
  const numbers = [1, 2, 5, 10, 50, 100, 500, 1_000];
  const by_number = await measure(numbers.map((page) => `${scans}&per_page=100&page=${page}`));
  const ledger = `${base}/transactions?${RANGE}`;
  const ledgerCursors = await cursorsOf(ledger, 100);
  const transactions_by_cursor = await measure(ledgerCursors.map((at) => `${ledger}&per_page=100&cursor=${at}`));
  const transactions_by_number = await measure(numbers.map((page) => `${ledger}&per_page=100&page=${page}`));
  const held = [...Object.values(by_cursor), transactions_by_cursor].every(({ p99_ms }) => p99_ms <= LIMIT_MS);
  const figures = { rows, asked, by_cursor, by_number, transactions_by_cursor, transactions_by_number };
  report({ ...figures, limits: { cursor_page_p99_ms: LIMIT_MS } }, held, values.json);
} finally {
  await gateway.stop();
}
