/**
 * A member is deleted at one gateway: how long until the palm is out of the memory of another one on the same database.
 * `npm run bench:evict [-- --json] [--members 100]`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { MeasuredGateway, quantiles, report, type Tenant } from './rows/measured-gateway.js';
import { syntheticCapture } from './rows/synthetic-capture.js';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, members: { type: 'string', default: '100' } },
});
const members = Number(values.members);
if (!(members >= 10 && members <= 10_000)) throw new Error('--members 10..10000');

const LIMIT_MS = 1_000;

const one = await MeasuredGateway.start();
const other = await MeasuredGateway.start(one.beside);
try {
  const tenant = await one.ask<Tenant>('tenant');
  const base = `${one.url}/v1/projects/${tenant.projectId}`;
  const send = async (method: string, path: string, body?: object) => {
    const headers = { 'X-API-Key': tenant.key, ...(body ? { 'Content-Type': 'application/json' } : {}) };
    const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const ids: string[] = [];
  for (let n = 0; n < members; n++) {
    const { member_id } = await send('POST', '/members', {});
    const captures = [await syntheticCapture(`evicted ${n}:left`)];
    await send('POST', '/enroll', { member_id, hand: 'left', captures });
    ids.push(member_id!);
  }
  while ((await other.ask<number>('palms')) < members) await sleep(20);
  const afterAnswer: number[] = [];
  const afterRequest: number[] = [];
  for (const id of ids) {
    const gone = other.ask<number>('palmsChange');
    const asked = Date.now();
    await send('DELETE', `/members/${id}`);
    const answered = Date.now();
    const at = await gone;
    afterRequest.push(at - asked);
    afterAnswer.push(Math.max(0, at - answered));
  }
  const left = await other.ask<number>('palms');
  const figures = {
    members,
    left_in_memory: left,
    after_the_request: quantiles(afterRequest),
    after_the_answer: quantiles(afterAnswer),
    limits: { max_ms: LIMIT_MS },
  };
  report(figures, left === 0 && Math.max(...afterRequest) <= LIMIT_MS, values.json);
} finally {
  await other.stop();
  await one.stop();
}
