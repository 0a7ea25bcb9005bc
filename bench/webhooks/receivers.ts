/** Twenty-five receivers that speak TLS, answer 200, and know when each event came. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answer } from './report.js';

const RECEIVERS = 25;
const tls = { key: readFileSync(process.env.BENCH_KEY!), cert: readFileSync(process.env.BENCH_CERT!) };
/** Monotonic milliseconds, the same clock in every process of the machine. */
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
let came: [eventId: string, atMs: number][] = [];
let waiting: { count: number; resolve: (atMs: number) => void } | null = null;

const ports: number[] = [];
for (let i = 0; i < RECEIVERS; i++) {
  const server = createServer(tls, (request, response) => {
    request.resume();
    request.on('end', () => {
      came.push([String(request.headers['webhook-id']), nowMs()]);
      response.writeHead(200).end();
      if (waiting && came.length >= waiting.count) waiting.resolve(nowMs());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports.push((server.address() as AddressInfo).port);
}
process.on('disconnect', () => process.exit(0));
answer(
  {
    forget: () => ((came = []), null),
    until: (count: number) =>
      came.length >= count
        ? nowMs()
        : new Promise((resolve) => (waiting = { count, resolve: (at) => ((waiting = null), resolve(at)) })),
    arrivals: () => came,
  },
  { ports },
);
