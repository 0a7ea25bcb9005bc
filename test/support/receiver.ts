/** A webhook receiver on this machine that keeps what it gets and answers as configured. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Outbox, type OutboxEventType } from '#platform/outbox';
import { overhear } from './canary.js';
import type { TestGateway } from './test-gateway.js';
import type { Tenant } from './tenant.js';

export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  event: { event_id: string; type: string; data: Record<string, unknown> };
  atMs: number;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Real time before it answers. */
  afterMs?: number;
}

type Chosen = Reply | 'hang';

export interface Receiver {
  url: string;
  received: Received[];
  /** Highest number of requests that were open at once. */
  readonly mostAtOnce: number;
  /** What to answer from now on; `hang` never answers. */
  answers(reply: Chosen | ((received: Received, n: number) => Chosen | Promise<Chosen>)): void;
  /** Resolves when so many requests have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

const opened: Receiver[] = [];

/** For afterEach: a test that failed halfway leaves none behind. */
export async function closeReceivers(): Promise<void> {
  await Promise.all(opened.splice(0).map((receiver) => receiver.close()));
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let reply: Chosen | ((received: Received, n: number) => Chosen | Promise<Chosen>) = { status: 200 };
  let open = 0;
  let mostAtOnce = 0;
  const server = http.createServer((request, response) => void serve(request, response));
  const serve = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    mostAtOnce = Math.max(mostAtOnce, ++open);
    response.on('close', () => open--);
    let body = '';
    for await (const chunk of request) body += chunk;
    overhear({ headers: new Headers(), text: body });
    const headers = request.headers as Record<string, string>;
    const one = { path: request.url!, headers, body, event: JSON.parse(body), atMs: performance.now() };
    received.push(one);
    const chosen = await (typeof reply === 'function' ? reply(one, received.length) : reply);
    if (chosen === 'hang') return;
    if (chosen.afterMs) await new Promise((resolve) => setTimeout(resolve, chosen.afterMs));
    response.writeHead(chosen.status, chosen.headers).end(chosen.body ?? '');
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://localhost:${(server.address() as AddressInfo).port}/hook`,
    received,
    get mostAtOnce() {
      return mostAtOnce;
    },
    answers: (chosen) => (reply = chosen),
    until: (count) => eventually(() => received.length >= count || `${received.length} of ${count} requests came`),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  opened.push(receiver);
  return receiver;
}

/** Waits until `holds` says true; what else it says is the failure's message. */
export async function eventually(holds: () => unknown, limitMs = 5_000): Promise<void> {
  for (const end = performance.now() + limitMs; ;) {
    const said = await holds();
    if (said === true) return;
    if (performance.now() > end) throw new Error(`It did not come to pass: ${String(said)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** An event as a module would append it. @returns event_id */
export function emit(
  gateway: TestGateway,
  tenant: Tenant,
  type: OutboxEventType = 'enrollment.completed',
  data: object = {},
): Promise<string> {
  const { database } = gateway.gateway.foundations;
  const { organizationId, projectId } = tenant;
  return database.tenantTransaction({ organizationId }, (tx) =>
    gateway.gateway.app
      .get(Outbox)
      .append(tx, { organizationId, projectId, type, data: { member_id: randomUUID(), ...data } }),
  );
}
