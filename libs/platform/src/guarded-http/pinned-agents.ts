/** Connections that go to one checked address and nowhere else; an idle one serves again only for the same address. */
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { isSameAddress } from './address.policy.js';
import type { Internet } from './internet.js';

/** When a connection came up, in milliseconds of the process's monotonic clock; zeros when it was there already. */
export interface ConnectionMarks {
  dialedAt: number;
  connectedAt: number;
  securedAt: number;
  /** The far end was not the checked address. */
  ledElsewhere: boolean;
}

export interface PinnedOptions {
  /** The checked address. */
  host: string;
  port: number;
  marks: ConnectionMarks;
}

export interface PinnedAgents {
  plain: http.Agent;
  secure: https.Agent;
}

/** Shorter than the 5 s after which most servers close an idle connection. */
const IDLE_MS = 4_000;
const MAX_IDLE = 256;

type Create = (options: PinnedOptions & { socket?: Socket }, ready?: unknown) => Socket;

export function pinnedAgents(internet: Internet, keepAlive: boolean, authorities?: string[]): PinnedAgents {
  const shared = {
    keepAlive,
    timeout: IDLE_MS,
    maxFreeSockets: 4,
    maxTotalSockets: Infinity,
    scheduling: 'lifo' as const,
  };
  const plain = new http.Agent({ ...shared, maxFreeSockets: MAX_IDLE });
  const secure = new https.Agent({ ...shared, maxFreeSockets: MAX_IDLE, ...(authorities ? { ca: authorities } : {}) });
  (plain as unknown as { createConnection: Create }).createConnection = (options) => dialPinned(internet, options);
  const wrap = (secure as unknown as { createConnection: Create }).createConnection.bind(secure);
  (secure as unknown as { createConnection: Create }).createConnection = (options) => {
    const socket = wrap({ ...options, socket: dialPinned(internet, options) });
    socket.once('secureConnect', () => (options.marks.securedAt = performance.now()));
    return socket;
  };
  return { plain, secure };
}

function dialPinned(internet: Internet, options: PinnedOptions): Socket {
  const { host, port, marks } = options;
  marks.dialedAt = performance.now();
  const socket = internet.dial(host, port);
  // first listener: it runs before a byte of the request is written
  socket.prependOnceListener('connect', () => {
    marks.connectedAt = performance.now();
    marks.ledElsewhere = !isSameAddress(host, socket.remoteAddress ?? '');
    if (marks.ledElsewhere) socket.destroy();
  });
  return socket;
}
