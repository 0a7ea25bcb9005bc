/** Puts a terminal together: its store, its key, its line to the gateway. */
import type { TerminalKey } from './dpop.js';
import { newPrivateJwk, openKey } from './dpop.js';
import { type Transport, type TransportOptions, HttpTransport } from './transport.js';
import type { StateStore, TerminalState } from './state-store.js';
import type { RetryPolicy } from './retry.js';
import { TerminalClient } from './terminal-client.js';
import type { About } from './wire.js';

export interface OpeningOptions {
  retry?: Partial<RetryPolicy>;
  now?: () => number;
  /** Puts something between the client and its line. */
  wrapTransport?: (transport: Transport, options: TransportOptions) => Transport;
}

export interface OpenedTerminal {
  client: TerminalClient;
  key: TerminalKey;
}

const GIVE_UP_AFTER_MS = 15_000;

/** An unregistered terminal with a new key. */
export async function newTerminal(gateway: string, about: About): Promise<TerminalState> {
  return { gateway, about, private_jwk: await newPrivateJwk(), counter: 0 };
}

export async function openTerminal(store: StateStore, options: OpeningOptions = {}): Promise<OpenedTerminal> {
  const { retry, now = Date.now, wrapTransport = (transport: Transport) => transport } = options;
  const state = store.read();
  const key = await openKey(state.private_jwk);
  const transportOptions = { origin: new URL(state.gateway).origin, key, now };
  const transport = wrapTransport(new HttpTransport(transportOptions), transportOptions);
  const client = new TerminalClient({ transport, store, now, retry: { giveUpAfterMs: GIVE_UP_AFTER_MS, ...retry } });
  return { client, key };
}
