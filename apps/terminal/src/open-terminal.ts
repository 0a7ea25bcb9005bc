/** Puts a terminal together: its memory, its key, its line to the gateway. */
import type { TerminalKey } from './dpop.js';
import { newPrivateJwk, openKey } from './dpop.js';
import { type Line, type LineOptions, ProvenLine } from './line.js';
import type { TerminalMemory, TerminalState } from './memory.js';
import type { Patience } from './patience.js';
import { TerminalClient } from './terminal-client.js';
import type { About } from './wire.js';

export interface OpeningOptions {
  patience?: Partial<Patience>;
  now?: () => number;
  /** Puts something between the client and its line. */
  through?: (line: Line, options: LineOptions) => Line;
}

export interface OpenedTerminal {
  client: TerminalClient;
  key: TerminalKey;
}

const GIVE_UP_AFTER_MS = 15_000;

/** A terminal that nobody has registered yet, with a key of its own. */
export async function newTerminal(gateway: string, about: About): Promise<TerminalState> {
  return { gateway, about, private_jwk: await newPrivateJwk(), counter: 0 };
}

export async function openTerminal(memory: TerminalMemory, options: OpeningOptions = {}): Promise<OpenedTerminal> {
  const { patience, now = Date.now, through = (line: Line) => line } = options;
  const state = memory.read();
  const key = await openKey(state.private_jwk);
  const lineOptions = { origin: new URL(state.gateway).origin, key, now };
  const line = through(new ProvenLine(lineOptions), lineOptions);
  const client = new TerminalClient({ line, memory, now, patience: { giveUpAfterMs: GIVE_UP_AFTER_MS, ...patience } });
  return { client, key };
}
