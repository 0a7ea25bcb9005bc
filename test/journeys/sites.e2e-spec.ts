/** Where devices stand: sites, tags, lists of devices by both, and what scans keep of it. */
import { startTestGateway } from '../support/test-gateway.js';
import { PairedTerminal, pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
const sites = () => `/v1/projects/${acme.projectId}/sites`;
const devices = () => `/v1/projects/${acme.projectId}/devices`;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
});
afterAll(() => gateway?.close());

const BERLIN = { name: 'Berlin Mitte', country: 'DE', latitude: 52.52, longitude: 13.4, time_zone: 'Europe/Berlin' };

describe('a site', () => {
  it('is made, read, changed under its ETag, counted, and leaves its devices without when it goes', async () => {
    const made = await acme.backend.post(sites(), BERLIN);
    expect(made).toMatchObject({ status: 201, body: { ...BERLIN, address: null, device_count: 0 } });
    const path = `/v1/sites/${made.body.site_id}`;
    const read = await acme.backend.get(path);
    expect(read.body).toEqual(made.body);
    const tag = { 'If-Match': read.headers.get('etag')! };
    expect((await acme.backend.with(tag).patch(path, { address: 'Am Markt 1', country: null })).body).toMatchObject({
      ...{ address: 'Am Markt 1', country: null, name: 'Berlin Mitte' },
    });
    expect((await acme.backend.with(tag).patch(path, { name: 'late' })).status).toBe(412);
    const terminal = await pairTerminal(gateway, acme);
    const placed = await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { site_id: made.body.site_id });
    expect(placed.body.site_id).toBe(made.body.site_id);
    expect((await acme.backend.get(path)).body.device_count).toBe(1);
    expect((await acme.backend.delete(path)).body).toEqual({ site_id: made.body.site_id, deleted: true });
    expect((await acme.backend.get(path)).status).toBe(404);
    expect((await acme.backend.get(`/v1/devices/${terminal.deviceId}`)).body.site_id).toBeNull();
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x', country: 'Germany' }, 'country'],
    [{ name: 'x', latitude: 91 }, 'latitude'],
    [{ name: 'x', time_zone: 'Mars/Olympus' }, 'time_zone'],
    [{ name: 'x', colour: 'red' }, 'colour'],
  ])('%j is refused for its %s', async (body, field) => {
    expect((await acme.backend.post(sites(), body)).body.error).toMatchObject({ code: 'validation_error', field });
  });

  it('of another project takes no device', async () => {
    const other = await openTenant(gateway, 'other');
    const site = (await other.backend.post(`/v1/projects/${other.projectId}/sites`, { name: 'theirs' })).body.site_id;
    const terminal = await pairTerminal(gateway, acme);
    const moved = await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { site_id: site });
    expect(moved.body.error).toMatchObject({ code: 'validation_error', field: 'site_id' });
    const { body } = await (await PairedTerminal.withNewKey(gateway.url)).register();
    const paired = await acme.owner.post(devices(), { registration_code: body.registration_code, site_id: site });
    expect(paired.body.error).toMatchObject({ code: 'validation_error', field: 'site_id' });
  });
});

describe('devices', () => {
  it('are found by site, tag, integrity, version and time offline, and sorted', async () => {
    const shop = await openTenant(gateway, 'finder');
    const site = (await shop.backend.post(`/v1/projects/${shop.projectId}/sites`, BERLIN)).body.site_id;
    const [b, a] = [await pairTerminal(gateway, shop, 'b'), await pairTerminal(gateway, shop, 'a')];
    await shop.backend.patch(`/v1/devices/${a.deviceId}`, { site_id: site, tags: ['entrance', 'entrance', 'north'] });
    await b.poll({ wait_s: 0, app_version: '2.0' });
    const find = async (query: string) => {
      const { body } = await shop.backend.get(`/v1/projects/${shop.projectId}/devices?${query}`);
      return body.data.map(({ name }: { name: string }) => name);
    };
    expect((await shop.backend.get(`/v1/devices/${a.deviceId}`)).body).toMatchObject({
      ...{ tags: ['entrance', 'north'], integrity: 'unverified', offline_since: null },
    });
    expect(await find(`site_id=${site}`)).toEqual(['a']);
    expect(await find('tag=entrance')).toEqual(['a']);
    expect(await find('tag=entr')).toEqual([]);
    expect(await find('integrity=unverified')).toHaveLength(2);
    expect(await find('app_version=2.0')).toEqual(['b']);
    expect(await find('sort=name')).toEqual(['a', 'b']);
    expect(await find('sort=app_version')).toEqual(['a', 'b']);
    expect(await find('sort=last_seen_at')).toEqual(['b', 'a']);
    expect(await find('offline_for_s=60')).toEqual([]);
    gateway.time.advance(100_000);
    expect(await find('offline_for_s=60')).toEqual(['b']);
    expect(await find('offline_for_s=600')).toEqual([]);
    const { body } = await shop.backend.get(`/v1/devices/${b.deviceId}`);
    expect(body).toMatchObject({ status: 'offline', offline_since: expect.any(String) });
    expect(Date.parse(body.offline_since)).toBeGreaterThan(Date.parse(body.last_seen_at));
  });
});

describe('a scan', () => {
  it('keeps its device and place as they were, is found and counted by them, and judged by the clock of the place', async () => {
    const tenant = await openTenant(gateway, 'scanner');
    const at = `/v1/projects/${tenant.projectId}`;
    const site = (
      await tenant.backend.post(`${at}/sites`, { ...BERLIN, name: 'Tokyo', country: 'JP', time_zone: 'Asia/Tokyo' })
    ).body.site_id;
    const rule = {
      name: 'tokyo only',
      status: 'live',
      conditions: { operator: 'AND', rules: [{ field: 'time.zone', operator: 'equals', value: 'Asia/Tokyo' }] },
      action: { verdict: 'challenge' },
    };
    expect((await tenant.backend.post(`${at}/rules`, rule)).status).toBe(201);
    const terminal = await pairTerminal(gateway, tenant);
    const scan = async (counter: number) => {
      const capture = await synthetic('nobody:left', String(counter));
      const { body } = await terminal.scans([{ scan_ref: `s${counter}`, counter, capture }]);
      return (await tenant.backend.get(`/v1/scan-results/${body.results[0].scan_id}`)).body;
    };
    const nowhere = await scan(1);
    expect(nowhere).toMatchObject({ site: null, verdict: 'allow' });
    await tenant.backend.patch(`/v1/devices/${terminal.deviceId}`, { site_id: site, name: 'Lift' });
    const placed = await scan(2);
    expect(placed).toMatchObject({
      device: { name: 'Lift', model: 'Test', app_version: '1.0', integrity: 'unverified' },
      site: { site_id: site, name: 'Tokyo', country: 'JP', latitude: 52.52, longitude: 13.4 },
      verdict: 'challenge',
    });
    await tenant.backend.delete(`/v1/sites/${site}`);
    expect((await tenant.backend.get(`/v1/scan-results/${placed.scan_id}`)).body.site).toEqual(placed.site);
    for (const query of [`site_id=${site}`, 'country=JP'])
      expect((await tenant.backend.get(`${at}/scan-results?${query}`)).body.data).toEqual([placed]);
    expect((await tenant.backend.get(`${at}/scan-results?model=Test&app_version=1.0`)).body.total).toBe(2);
    const now = gateway.time.unixMs();
    const span = `from=${new Date(now - 86_400_000).toISOString()}&to=${new Date(now + 86_400_000).toISOString()}`;
    for (const [group, name, count] of [
      ['site', site, 1],
      ['country', 'JP', 1],
      ['model', 'Test', 2],
      ['app_version', '1.0', 2],
    ] as const) {
      const { body } = await tenant.backend.get(`${at}/analytics/scans?${span}&group_by=${group}`);
      expect(body.total).toBe(2);
      expect(body.groups).toContainEqual({ [group]: name, count, pct: count / 2 });
    }
  });
});
