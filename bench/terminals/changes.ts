/** Changes made at one gateway, and when a terminal that waits at another one hears of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { newPrivateJwk, openKey } from '../../apps/terminal/src/dpop.js';
import { InMemoryStateStore } from '../../apps/terminal/src/state-store.js';
import { openTerminal } from '../../apps/terminal/src/open-terminal.js';
import { SocketTransport } from '../../apps/terminal/src/socket-transport.js';
import { RefusalError } from '../../apps/terminal/src/errors.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import { insertDevices } from './database.js';

const WAYS = ['poll', 'socket'] as const;
const EDITS = ['offered', 'cancelled', 'disabled', 'decommissioned'] as const;
type Edit = (typeof EDITS)[number];
export const CHANGES = WAYS.flatMap((way) => EDITS.map((edit) => `${edit}_by_${way}` as const));
type Change = (typeof CHANGES)[number];

/** Longer than a look takes, so that the poll really waits; longer than a sweep, so that no earlier change rings again. */
const SETTLE_MS = 5_000;
/** One after the other, at every phase of a sweep. */
const APART_MS = 137;
const BUSY_MS = 200;
const ABOUT = { serial_number: 'BENCH', model: 'bench', app_version: '1' };

export interface Seed {
  organization_id: string;
  project_id: string;
  member_id: string;
  key: string;
  token: string;
}

export interface Place {
  pool: pg.Pool;
  seed: Seed;
  rounds: number;
  /** Origin of the gateway that is notified. */
  changedAt: string;
  /** Origin of the gateway where terminals wait. */
  heardAt: string;
}

/** @returns milliseconds from asking for the change to hearing of it */
export async function measureChanges(place: Place): Promise<Record<Change, number[]>> {
  const heard = Object.fromEntries(CHANGES.map((name) => [name, [] as number[]])) as Record<Change, number[]>;
  const all = Array.from({ length: place.rounds }, () =>
    WAYS.flatMap((way) => EDITS.map((edit) => ({ way, edit }))),
  ).flat();
  const measured = all.map(async ({ way, edit }, i) => {
    await sleep(i * APART_MS);
    heard[`${edit}_by_${way}`].push(await hear(place, way, edit));
  });
  await Promise.all(measured);
  return heard;
}

async function hear(place: Place, way: (typeof WAYS)[number], edit: Edit): Promise<number> {
  const terminal = await openAt(place, way);
  try {
    const known = edit === 'cancelled' ? await start(place, terminal.deviceId) : {};
    const waiting = wait(terminal.client, known);
    waiting.catch(() => undefined); // awaited below, unless something else fails first
    await sleep(SETTLE_MS);
    const [answer, beganMs] = await Promise.all([waiting, change(place, edit, { ...terminal, ...known })]);
    if (answer !== ANSWERS[edit]) throw new Error(`${edit} by ${way}: heard ${answer}`);
    while (ENDS.includes(edit) && terminal.isOpen()) await sleep(1);
    return performance.now() - beganMs;
  } finally {
    terminal.leave();
  }
}

/** Until something differs from what it knows: a socket is sent what it knows already when it connects. */
async function wait(client: TerminalClient, known: { session_id?: string; session_version?: number }): Promise<string> {
  try {
    for (;;) {
      const { session } = await client.poll({ wait_s: 30, ...known });
      if (session && session.version !== known.session_version) return session.status;
    }
  } catch (error) {
    if (error instanceof RefusalError) return error.code;
    throw error;
  }
}

/** Of the connection too. */
const ENDS: readonly Edit[] = ['disabled', 'decommissioned'];
const ANSWERS: Record<Edit, string> = {
  offered: 'pending',
  cancelled: 'cancelled',
  disabled: 'device_disabled',
  decommissioned: 'device_decommissioned',
};

/** @returns when it was asked for, the time that it was taken */
async function change(place: Place, edit: Edit, of: { deviceId: string; session_id?: string }): Promise<number> {
  const device = `/v1/devices/${of.deviceId}`;
  const make = () => {
    if (edit === 'offered') return start(place, of.deviceId);
    if (edit === 'cancelled') return ask(place, 'DELETE', `${device}/enrollment?session_id=${of.session_id}`);
    if (edit === 'disabled') return ask(place, 'PATCH', device, { enabled: false });
    return ask(place, 'POST', `${device}/decommission`, {});
  };
  for (;;) {
    const beganMs = performance.now();
    try {
      await make();
      return beganMs;
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      await sleep(BUSY_MS); // the machine, not the bound
    }
  }
}

class Busy extends Error {}

async function start(place: Place, deviceId: string): Promise<{ session_id: string; session_version: number }> {
  const body = { member_id: place.seed.member_id };
  const { session_id, version } = await ask(place, 'POST', `/v1/devices/${deviceId}/enrollment`, body);
  return { session_id: session_id as string, session_version: version as number };
}

async function ask({ changedAt, seed }: Place, method: string, path: string, body?: object) {
  const response = await fetch(changedAt + path, {
    method,
    headers: { Authorization: `Bearer ${seed.token}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  if (response.status === 503) throw new Busy(`${method} ${path} found the gateway busy`);
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

/** A device of its own for each change. */
async function openAt({ pool, seed, heardAt }: Place, way: (typeof WAYS)[number]) {
  const private_jwk = await newPrivateJwk();
  const [deviceId] = await insertDevices(pool, seed, [(await openKey(private_jwk)).thumbprint]);
  const memory = new InMemoryStateStore({ gateway: heardAt, about: ABOUT, private_jwk, counter: 0 });
  const stop = new AbortController();
  const sockets: SocketTransport[] = [];
  const { client } = await openTerminal(memory, {
    retry: { giveUpAfterMs: 0, signal: stop.signal },
    wrapTransport: (http, options) => {
      if (way === 'poll') return http;
      sockets.push(new SocketTransport(http, options));
      return sockets[0]!;
    },
  });
  const leave = () => {
    stop.abort();
    sockets[0]?.close();
  };
  return { deviceId: deviceId!, client, leave, isOpen: () => sockets[0]?.isOpen() ?? false };
}
