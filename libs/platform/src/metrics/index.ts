export { Metrics, type Sample, type Reading } from './metrics.js';
export { measureRequests } from './request-metrics.js';
export { openMetricsServer } from './metrics-server.js';
