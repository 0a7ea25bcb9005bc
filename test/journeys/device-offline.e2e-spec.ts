/** A tenant hears that a terminal went away: once, and with the moment since when. */
import { OfflineDevices } from '../../apps/gateway/src/devices/offline-devices.job.js';
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
});
afterAll(() => gateway?.close());

const look = () => gateway.gateway.app.get(OfflineDevices, { strict: false }).runNow();
const events = (type = 'device.offline') =>
  gateway.database.query<{ body: { data: Record<string, unknown> } }>(
    `SELECT body::jsonb AS body FROM outbox_events WHERE type = $2 AND project_id = $1 ORDER BY event_id`,
    [acme.projectId, type],
  );

describe('a terminal that goes away', () => {
  it('is an event once for each time, where the project has extended events, and nothing while it is there', async () => {
    const entrance = await pairTerminal(gateway, acme);
    await entrance.poll({ wait_s: 0 });
    gateway.time.advance(60_000);
    await look();
    expect(await events()).toHaveLength(0);
    await acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: { extended_events: true } });
    await entrance.poll({ wait_s: 0 });
    await look();
    expect(await events()).toHaveLength(0);
    gateway.time.advance(60_000);
    await Promise.all([look(), look()]);
    await look();
    const sent = await events();
    const device = (await acme.backend.get(`/v1/devices/${entrance.deviceId}`)).body;
    expect(device.status).toBe('offline');
    expect(sent.map(({ body }) => body.data)).toEqual([
      {
        event_type: 'device.offline',
        device_id: entrance.deviceId,
        last_seen_at: device.last_seen_at,
        offline_since: device.offline_since,
      },
    ]);
    expect(await events('device.online')).toHaveLength(1); // the silence before events were on
    await entrance.poll({ wait_s: 0 });
    const back = (await acme.backend.get(`/v1/devices/${entrance.deviceId}`)).body;
    expect((await events('device.online')).slice(1).map(({ body }) => body.data)).toEqual([
      {
        event_type: 'device.online',
        device_id: entrance.deviceId,
        last_seen_at: device.last_seen_at,
        online_since: back.last_seen_at,
      },
    ]);
    gateway.time.advance(60_000);
    await look();
    expect(await events()).toHaveLength(2);
    const { entries } = (await acme.backend.get(`/v1/devices/${entrance.deviceId}/timeline`)).body;
    const kinds = entries.data.map(({ kind }: { kind: string }) => kind);
    expect(kinds.filter((kind: string) => kind === 'contact')).toHaveLength(3);
    expect(kinds.filter((kind: string) => kind === 'gap')).toHaveLength(2);
  });

  it('is none when it was disabled or decommissioned', async () => {
    const before = (await events()).length;
    const [entrance, gate] = [await pairTerminal(gateway, acme), await pairTerminal(gateway, acme)];
    await Promise.all([entrance.poll({ wait_s: 0 }), gate.poll({ wait_s: 0 })]);
    await acme.backend.patch(`/v1/devices/${entrance.deviceId}`, { enabled: false });
    await acme.owner.post(`/v1/devices/${gate.deviceId}/decommission`, {});
    gateway.time.advance(60_000);
    await look();
    expect(await events()).toHaveLength(before);
  });
});
