/** An admin looks after a device: when it was there, when it was not, what changed; the clock is moved by hand. */
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
}, 30_000);
afterAll(() => gateway.close());

describe('a device', () => {
  it('is online, gone, and back, and its timeline says when', async () => {
    const terminal = await pairTerminal(gateway, acme);
    const look = async () => (await acme.backend.get(`/v1/devices/${terminal.deviceId}`)).body.status;
    expect(await look()).toBe('never_seen');
    await terminal.poll({ wait_s: 0, app_version: '1.0' });
    expect(await look()).toBe('online');
    gateway.time.advance(20 * 60_000);
    expect(await look()).toBe('offline');
    await terminal.poll({ wait_s: 0, app_version: '1.1' });
    expect(await look()).toBe('online');
    const { body } = await acme.backend.get(`/v1/devices/${terminal.deviceId}/timeline`);
    expect(body).toMatchObject({ status: 'online', app_version: '1.1', contact_since: expect.any(String) });
    const kinds = body.entries.data.map((entry: { kind: string }) => entry.kind);
    expect(kinds).toEqual(expect.arrayContaining(['contact', 'gap', 'version', 'clock_skew']));
    const gap = body.entries.data.find((entry: { kind: string }) => entry.kind === 'gap');
    expect(gap.details.seconds).toBe(20 * 60);
  });

  it('shows the refusals of a terminal that was disabled', async () => {
    const terminal = await pairTerminal(gateway, acme);
    await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: false });
    expect((await terminal.poll({ wait_s: 0 })).body.error.code).toBe('device_disabled');
    const { body } = await acme.backend.get(`/v1/devices/${terminal.deviceId}/timeline?kind=refused`);
    expect(body).toMatchObject({
      status: 'disabled',
      entries: { data: [{ kind: 'refused', details: { code: 'device_disabled' } }] },
    });
  });

  it('says with its next poll which configuration it runs', async () => {
    const terminal = await pairTerminal(gateway, acme);
    const set = await acme.backend.put(`/v1/projects/${acme.projectId}/terminal-config`, {
      config: { volume: 3, nested: { a: [1] } },
    });
    expect(set.body).toMatchObject({ config_version: 1, config: { volume: 3, nested: { a: [1] } } });
    const polled = await terminal.poll({ wait_s: 20, config_version: 0 });
    expect(polled.body.config).toEqual({ config_version: 1, config: { volume: 3, nested: { a: [1] } } });
    await terminal.poll({ wait_s: 0, config_version: 1 });
    expect((await acme.backend.get(`/v1/devices/${terminal.deviceId}`)).body.config_version).toBe(1);
  });

  it('decommissioned is gone for good', async () => {
    const terminal = await pairTerminal(gateway, acme);
    expect((await acme.owner.post(`/v1/devices/${terminal.deviceId}/decommission`)).body.status).toBe('decommissioned');
    expect(await terminal.poll({ wait_s: 0 })).toMatchObject({
      status: 410,
      body: { error: { code: 'device_decommissioned' } },
    });
    expect(await terminal.signIn()).toMatchObject({ status: 410 });
  });
});
