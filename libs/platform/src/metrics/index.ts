export { Metrics, type Sample, type GaugeReading } from './metrics.js';
export { measureRequests } from './request-metrics.js';
export { openMetricsServer } from './metrics-server.js';
