/** Requests by route pattern and status: a pattern is one of ours, an address would be one of everybody's. */
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];
/** Of requests that no route takes. */
const NO_ROUTE = 'none';

/** Must be bound before the routes are. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  const labels = ['method', 'route'];
  const answered = metrics.counter('thenar_http_requests_total', 'Requests that were answered.', [...labels, 'status']);
  const took = metrics.histogram(
    'thenar_http_request_seconds',
    'Time to the end of the answer; long polls wait in it.',
    {
      labels,
      buckets: SECONDS,
    },
  );
  server.addHook('onResponse', async (request, reply) => {
    const known = !request.is404 && request.routeOptions.url !== undefined;
    const route = known ? request.routeOptions.url! : NO_ROUTE;
    // a method that no route takes may be anything
    const method = known ? request.method : NO_ROUTE;
    answered.inc({ method, route, status: String(reply.statusCode) });
    took.observe({ method, route }, reply.elapsedTime / 1000);
  });
}
