/** Terminals that do nothing but wait for work, on sockets and on long polls, and note when it came. */
import { setMaxListeners } from 'node:events';
import { newPrivateJwk, openKey } from '../../apps/terminal/src/dpop.js';
import { InMemoryStateStore } from '../../apps/terminal/src/state-store.js';
import { openTerminal } from '../../apps/terminal/src/open-terminal.js';
import { SocketTransport } from '../../apps/terminal/src/socket-transport.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import { answer } from '../webhooks/report.js';
import { nowMs } from '../webhooks/events.js';
import { feelPulse } from './pulse.js';

const WAIT_S = 30;
const ABOUT = { serial_number: 'BENCH', model: 'bench', app_version: '1' };

const memories: InMemoryStateStore[] = [];
const clients: TerminalClient[] = [];
const sockets: SocketTransport[] = [];
/** Those that have not stood yet since they first dialled, or since all were cut. */
const missing = new Set<SocketTransport>();
let arrivals: [sessionId: string, atMs: number][] = [];
const stop = new AbortController();
setMaxListeners(0, stop.signal);

/** @returns the thumbprints of the terminals' keys */
async function makeKeys({ count, gateway }: { count: number; gateway: string }): Promise<string[]> {
  const thumbprints: string[] = [];
  for (let i = 0; i < count; i++) {
    const private_jwk = await newPrivateJwk();
    memories.push(new InMemoryStateStore({ gateway, about: ABOUT, private_jwk, counter: 0 }));
    thumbprints.push((await openKey(private_jwk)).thumbprint);
  }
  return thumbprints;
}

/** Half on sockets, or all. */
async function open({ all = false }: { all?: boolean } = {}): Promise<void> {
  for (const [i, memory] of memories.entries()) {
    const { client } = await openTerminal(memory, {
      retry: { giveUpAfterMs: Infinity, signal: stop.signal },
      wrapTransport: (line, options) => {
        if (i % 2 === 0 && !all) return line;
        const socket = new SocketTransport(line, options);
        sockets.push(socket);
        return socket;
      },
    });
    clients.push(client);
  }
}

/** They wait for work from now on, until the process ends. */
function park({ from = 0, to = clients.length }: { from?: number; to?: number } = {}): void {
  for (const client of clients.slice(from, to)) void wait(client).catch(() => undefined);
  for (const socket of sockets.slice(from, to)) missing.add(socket);
}

function countMissing(): number {
  for (const socket of missing) if (socket.isOpen()) missing.delete(socket);
  return missing.size;
}

/** Every line is cut at the same moment; each terminal comes back in its own time. */
function drop(): void {
  for (const socket of sockets) {
    socket.close();
    missing.add(socket);
  }
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
answer({ makeKeys, open, park, spin, missing: countMissing, drop, arrivals: takeArrivals, pulse: feelPulse() }, null);
