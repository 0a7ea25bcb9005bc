/** `/metrics` on a port of its own, which an operator can keep inside. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

export interface MetricsServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  metrics: Metrics;
  /** Whether the `Authorization` header opens it. */
  admits: (authorization: string | undefined) => boolean;
}

const REQUEST_TIMEOUT_MS = 5_000;

/** @returns where it listens, and how it is closed */
export async function openMetricsServer(
  options: MetricsServerOptions,
): Promise<{ port: number; close: () => Promise<void> }> {
  const { host, port, metrics, admits } = options;
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const refuse = (status: number) => response.writeHead(status).end();
    if (request.url?.split('?', 1)[0] !== '/metrics') return refuse(404);
    if (request.method !== 'GET') return refuse(405);
    if (!admits(request.headers.authorization)) return refuse(401);
    metrics.scrape().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text),
      () => refuse(500),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
