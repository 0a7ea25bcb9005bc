/**
 * Someone is erased on the embedded server among 100,000 palms and many transactions: what identify, enroll and tills notice
 * while the files are written anew. One rule is live, so that identify judges too. `npm run bench:erase [-- --json] [--templates 100000] [--rows 200000]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makePalms } from './rows/make-palms.js';
import { makeTransactions } from './rows/make-rows.js';
import { MeasuredGateway, quantiles, report, type Tenant } from './rows/measured-gateway.js';
import { syntheticCapture } from './rows/synthetic-capture.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    templates: { type: 'string', default: '100000' },
    rows: { type: 'string', default: '200000' },
  },
});
const templates = Number(values.templates);
const rows = Number(values.rows);
if (!(templates >= 1_000 && templates <= 1_000_000 && rows >= 1_000 && rows <= 10_000_000))
  throw new Error('--templates 1000..1000000, --rows 1000..10000000');

const BEFORE_MS = 4_000;
const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const gateway = await MeasuredGateway.start({ BENCH_FOLDER: folder });
try {
  const tenant = await gateway.ask<Tenant>('tenant');
  const base = `${gateway.url}/v1/projects/${tenant.projectId}`;
  const send = async (method: string, path: string, body?: object) => {
    const headers = { 'X-API-Key': tenant.key, ...(body ? { 'Content-Type': 'application/json' } : {}) };
    const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const made = async (path: string, body: object) => {
    const answer = await send('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const enrolled = async (palm: string) => {
    const { member_id } = await made('/members', {});
    await made('/enroll', { member_id, hand: 'left', captures: [await syntheticCapture(palm)] });
    return member_id;
  };
  await makePalms(gateway, tenant, { folder, templates });
  await makeTransactions(gateway, tenant, rows);
  const member_id = await enrolled('somebody:left');
  await made('/transactions', { type: 'custom', member_id });
  await enrolled('known:left');
  const conditions = { operator: 'AND', rules: [{ field: 'quality', operator: 'lt', value: 0 }] };
  await made('/rules', { name: 'never', status: 'live', conditions, action: { verdict: 'block', side_effects: [] } });
  const known = await syntheticCapture('known:left', 2);
  const another = await syntheticCapture('another:left');
  const newcomers = await Promise.all(Array.from({ length: 200 }, (_, n) => syntheticCapture(`newcomer ${n}:left`)));
  const work: Record<string, (n: number) => ReturnType<typeof send>> = {
    identify_mated: () => send('POST', '/identify', { capture: known }),
    identify_non_mated: () => send('POST', '/identify', { capture: another }),
    enroll: async (n) => {
      const person = await send('POST', '/members', {});
      if (person.status !== 201) return person;
      const captures = [newcomers[n % newcomers.length]!];
      return send('POST', '/enroll', {
        member_id: person.body.member_id,
        hand: 'left',
        captures,
        allow_duplicate: true,
      });
    },
    pay: () => send('POST', '/transactions', { type: 'custom', amount_minor: 1, currency: 'EUR' }),
  };
  const seen: { what: string; status: number; verdict?: string; ms: number; erasing: boolean }[] = [];
  let erasing = false;
  let done = false;
  const workers = Object.entries(work).map(async ([what, act]) => {
    for (let n = 0; !done; n++) {
      const began = performance.now();
      const during = erasing;
      const { status, body } = await act(n);
      seen.push({ what, status, verdict: body.verdict, ms: performance.now() - began, erasing: during || erasing });
      await sleep(20);
    }
  });
  await sleep(BEFORE_MS);
  erasing = true;
  const began = performance.now();
  const asked = await send('POST', `/members/${member_id}/erasure`, { reason: 'measured' });
  const answered = performance.now() - began;
  for (;;) {
    const { body } = await send('GET', `/erasures/${asked.body.erasure_id}`);
    if (body.status === 'completed') break;
    await sleep(50);
  }
  const erasureS = Number(((performance.now() - began) / 1000).toFixed(2));
  done = true;
  await Promise.all(workers);
  const figures = Object.fromEntries(
    Object.keys(work).map((what) => {
      const of = (during: boolean) => {
        const some = seen.filter((one) => one.what === what && one.erasing === during);
        const refused = some.filter(({ status }) => status === 503).length;
        const otherwise = some.filter(({ status }) => ![200, 201, 503].includes(status)).length;
        const challenged = some.filter(({ verdict }) => verdict === 'challenge').length;
        const counts = { asked: some.length, refused_503: refused, challenged, failed: otherwise };
        return { ...counts, ...quantiles(some.map(({ ms }) => ms)) };
      };
      return [what, { before: of(false), during: of(true) }];
    }),
  );
  const sizes = { templates, transactions: rows };
  const held = Object.values(figures).every(({ during }) => during.failed === 0 && during.asked > 0);
  report({ ...sizes, answered_ms: Math.round(answered), completed_s: erasureS, ...figures }, held, values.json);
} finally {
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
}
