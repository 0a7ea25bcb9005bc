/** The same number of sockets at a bare socket.io server: what a connection and an event cost by themselves. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MeasuredProcess } from '../webhooks/measured-process.js';
import { nowMs } from '../webhooks/events.js';

const EVENTS = 300;
const APART_MS = 10;

interface Memory {
  rss: number;
}

export interface Bare {
  kbPerSocket: number;
  /** Sorted. */
  dispatchMs: number[];
}

export async function measureBare(count: number): Promise<Bare> {
  const server = await MeasuredProcess.start<{ port: number }>('../terminals/bare-server', {});
  const fleet = await MeasuredProcess.start('../terminals/bare-fleet', {});
  try {
    const before = await server.ask<Memory>('memory');
    await fleet.ask('connect', { count, port: server.ready.port });
    while ((await server.ask<number>('count')) < count) await sleep(100);
    await sleep(1_000);
    const after = await server.ask<Memory>('memory');
    return { kbPerSocket: (after.rss - before.rss) / count, dispatchMs: await dispatch(server, fleet, count) };
  } finally {
    await Promise.all([server.stop(), fleet.stop()]);
  }
}

async function dispatch(
  server: MeasuredProcess<unknown>,
  fleet: MeasuredProcess<unknown>,
  count: number,
): Promise<number[]> {
  const sent = new Map<string, number>();
  for (let i = 0; i < EVENTS; i++) {
    sent.set(String(i), nowMs());
    await server.ask('send', { index: (i * 7919) % count, word: String(i) });
    await sleep(APART_MS);
  }
  await sleep(500);
  const arrived = new Map(await fleet.ask<[string, number][]>('arrivals'));
  return [...sent].map(([word, atMs]) => (arrived.get(word) ?? Infinity) - atMs).sort((a, b) => a - b);
}
