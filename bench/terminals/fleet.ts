/** Terminals that do nothing but wait for work, half on sockets, half on long polls, and note when it came. */
import { setMaxListeners } from 'node:events';
import { newPrivateJwk, openKey } from '../../apps/terminal/src/dpop.js';
import { BriefMemory } from '../../apps/terminal/src/memory.js';
import { openTerminal } from '../../apps/terminal/src/open-terminal.js';
import { SocketLine } from '../../apps/terminal/src/socket-line.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import { answer } from '../webhooks/report.js';
import { nowMs } from '../webhooks/events.js';

const WAIT_S = 30;
const ABOUT = { serial_number: 'BENCH', model: 'bench', app_version: '1' };

const memories: BriefMemory[] = [];
const clients: TerminalClient[] = [];
let arrivals: [sessionId: string, atMs: number][] = [];
const stop = new AbortController();
setMaxListeners(0, stop.signal);

/** @returns the thumbprints of the terminals' keys */
async function makeKeys({ count, gateway }: { count: number; gateway: string }): Promise<string[]> {
  const thumbprints: string[] = [];
  for (let i = 0; i < count; i++) {
    const private_jwk = await newPrivateJwk();
    memories.push(new BriefMemory({ gateway, about: ABOUT, private_jwk, counter: 0 }));
    thumbprints.push((await openKey(private_jwk)).thumbprint);
  }
  return thumbprints;
}

async function open(): Promise<void> {
  for (const [i, memory] of memories.entries()) {
    const { client } = await openTerminal(memory, {
      patience: { giveUpAfterMs: Infinity, signal: stop.signal },
      through: (line, options) => (i % 2 === 0 ? line : new SocketLine(line, options)),
    });
    clients.push(client);
  }
}

/** Everybody waits for work from now on, until the process ends. */
function park(): void {
  for (const client of clients) void wait(client).catch(() => undefined);
}

async function wait(client: TerminalClient): Promise<void> {
  const known: { session_id?: string; session_version?: number } = {};
  while (!stop.signal.aborted) {
    const { session } = await client.poll({ wait_s: WAIT_S, ...known });
    if (!session) continue;
    if (session.session_id !== known.session_id) arrivals.push([session.session_id, nowMs()]);
    Object.assign(known, { session_id: session.session_id, session_version: session.version });
  }
}

/** Polls that do not wait, one after the other at each of so many terminals. @returns how many */
async function spin({ seconds, atOnce }: { seconds: number; atOnce: number }): Promise<number> {
  const endMs = nowMs() + seconds * 1000;
  let polls = 0;
  const worker = async (client: TerminalClient) => {
    for (; nowMs() < endMs; polls++) await client.poll({ wait_s: 0 });
  };
  await Promise.all(clients.filter((_, i) => i % 2 === 0 && i < atOnce * 2).map(worker)); // those that poll by HTTP
  return polls;
}

function takeArrivals(): [string, number][] {
  const taken = arrivals;
  arrivals = [];
  return taken;
}

process.on('disconnect', () => process.exit(0));
answer({ makeKeys, open, park, spin, arrivals: takeArrivals }, null);
