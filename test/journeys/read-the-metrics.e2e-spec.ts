/** An operator's Prometheus reads what the gateway counts; nobody else does, and no id is among it. */
import { randomUUID } from 'node:crypto';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { Client } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { closeReceivers, emit, eventually, openReceiver } from '../support/receiver.js';
import { openTenant } from '../support/tenant.js';

const TOKEN = 'a-token-that-an-operator-made-up';
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/;

const gateways: TestGateway[] = [];
const open = async (env: Record<string, string> = {}) => {
  const gateway = await startTestGateway({ counted: true, env: { WEBHOOK_ALLOW_LOCALHOST: 'on', ...env } });
  gateways.push(gateway);
  return gateway;
};
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  await closeReceivers();
});

describe('the metrics', () => {
  it('tell of requests, sessions, searches, queues, deliveries, connections and the event loop, without an id', async () => {
    const gateway = await open();
    const acme = await openTenant(gateway);
    const path = `/v1/projects/${acme.projectId}`;
    const receiver = await openReceiver();
    await acme.backend.post(`${path}/webhooks`, { url: receiver.url, event_types: ['enrollment.completed'] });
    await emit(gateway, acme);
    await receiver.until(1);
    const terminal = await pairTerminal(gateway, acme);
    const member = await acme.backend.post(`${path}/members`, {});
    await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, { member_id: member.body.member_id });
    await acme.backend.post(`${path}/identify`, { capture: await synthetic('nobody:left', '1') });
    await acme.backend.get(`/v1/scan-results/${randomUUID()}`);
    await acme.backend.get(`/${randomUUID()}`);
    const read = async () => (await new Client(gateway.url).get('/metrics')).text;
    await eventually(async () => /thenar_webhook_attempts_total\{outcome="success"\} 1/.test(await read()));
    const text = await read();
    for (const line of [
      'thenar_http_requests_total{method="GET",route="/v1/scan-results/:scan_id",status="404"} 1',
      'thenar_http_requests_total{method="none",route="none",status="404"} 1',
      'thenar_http_requests_total{method="POST",route="/v1/projects/:project_id/identify",status="200"} 1',
      'thenar_enrollment_sessions{status="pending"} 1',
      'thenar_searches_total 1',
      'thenar_queue_depth{queue="outbox"} 0',
      'thenar_queue_depth{queue="deliveries_due"} 0',
      'thenar_matcher_workers 1',
      'thenar_webhook_first_attempt_seconds_count 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^thenar_database_connections\{pool="app",state="waiting"\} \d+$/m);
    expect(text).toMatch(/^thenar_gallery_bytes [1-9]\d*$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).not.toMatch(UUID);
  });

  it('want their token where one is set', async () => {
    const gateway = await open({ THENAR_METRICS_TOKEN: TOKEN });
    const anyone = new Client(gateway.url);
    expect(await anyone.get('/metrics')).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
    expect((await anyone.with({ Authorization: 'Bearer guess' }).get('/metrics')).status).toBe(401);
    expect((await anyone.with({ Authorization: `Bearer ${TOKEN}` }).get('/metrics')).status).toBe(200);
  });

  it('are given to a machine of another network in no case without a token', async () => {
    const gateway = await open();
    const proxied = new Client(gateway.url, { 'X-Forwarded-For': '203.0.113.7' });
    expect(await proxied.get('/metrics')).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });

  it('move to a port of their own', async () => {
    const gateway = await open({ THENAR_METRICS_PORT: '0' });
    expect((await new Client(gateway.url).get('/metrics')).status).toBe(404);
    const own = new Client(`http://127.0.0.1:${gateway.gateway.metricsPort}`);
    expect((await own.get('/metrics')).text).toMatch(/thenar_http_requests_total/);
  });

  it('have no short token in production', () => {
    const start = () => gatewayConfig({ NODE_ENV: 'production', THENAR_METRICS_TOKEN: 'short' });
    expect(start).toThrow(/THENAR_METRICS_TOKEN must have at least 16 characters/);
  });
});
