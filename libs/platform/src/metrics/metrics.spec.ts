import { Metrics, openMetricsServer } from './index.js';

describe('metrics', () => {
  it('exports counters, and gauges as they are when scraped', async () => {
    const metrics = new Metrics();
    const sold = metrics.counter('bakery_rolls_total', 'Rolls sold.', ['kind']);
    let warm = 3;
    metrics.reads({ name: 'bakery_warm', help: 'Warm ovens.', read: () => [{ value: warm }] });
    sold.inc({ kind: 'rye' }, 2);
    expect(await metrics.scrape()).toMatch(/^bakery_rolls_total\{kind="rye"\} 2$/m);
    warm = 1;
    expect(await metrics.scrape()).toMatch(/^bakery_warm 1$/m);
  });

  it('leaves out a gauge that fails or hangs, and exports the others', async () => {
    const metrics = new Metrics();
    let asked = 0;
    metrics.reads({ name: 'bakery_well', help: 'Well.', read: () => [{ value: 7 }] });
    metrics.reads({ name: 'bakery_broken', help: 'Broken.', read: () => Promise.reject(new Error('no')) });
    metrics.reads({ name: 'bakery_hung', help: 'Hung.', read: () => (asked++, new Promise(() => undefined)) });
    const [text] = await Promise.all([metrics.scrape(), metrics.scrape()]);
    expect(text).toMatch(/^bakery_well 7$/m);
    expect(text).not.toMatch(/bakery_(broken|hung)/);
    expect(asked).toBe(1);
  });

  it('exports the process: event loop, memory, collections', async () => {
    const text = await new Metrics().scrape();
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });

  it('has a port of its own, for whoever is admitted', async () => {
    const metrics = new Metrics();
    const server = await openMetricsServer({
      ...{ host: '127.0.0.1', port: 0, metrics },
      admits: (authorization) => authorization === 'Bearer let me in',
    });
    const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
    const authorised = { Authorization: 'Bearer let me in' };
    try {
      expect((await get('/metrics')).status).toBe(401);
      expect((await get('/else', authorised)).status).toBe(404);
      expect((await get('/metrics', authorised, 'POST')).status).toBe(405);
      const answer = await get('/metrics', authorised);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    } finally {
      await server.close();
    }
  });
});
