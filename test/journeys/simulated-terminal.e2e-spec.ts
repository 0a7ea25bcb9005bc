/** A tenant's CI rehearses enrollment without hardware: a magic code, a palm by name. */
import { startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
}, 30_000);
afterAll(() => gateway.close());

const pair = async (code: string) =>
  (await acme.backend.post(`/v1/projects/${acme.projectId}/devices`, { registration_code: code })).body
    .device_id as string;
const present = (deviceId: string, palm: string) =>
  acme.backend.post(`/v1/sandbox/devices/${deviceId}/present-palm`, { palm });
const start = async (deviceId: string) => {
  const { body } = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
  return acme.backend.post(`/v1/devices/${deviceId}/enrollment`, { member_id: body.member_id });
};

describe('a simulated terminal', () => {
  it('enrolls the palm that is presented and knows it again', async () => {
    const device = await pair('SIMU-OK00');
    expect((await acme.backend.get(`/v1/devices/${device}`)).body.status).toBe('online');
    const started = await start(device);
    const enrolled = await present(device, 'ada:left');
    expect(enrolled).toMatchObject({
      status: 200,
      body: { scan: null, session: { session_id: started.body.session_id, status: 'completed' } },
    });
    expect((await present(device, 'ada:left')).body).toMatchObject({
      session: null,
      scan: { matched: true, member: { member_id: started.body.member_id } },
    });
    expect((await present(device, 'ada:right')).body.scan.matched).toBe(false);
    expect((await present(device, 'nobody:left')).body.scan.matched).toBe(false);
  });

  it('can fail on purpose', async () => {
    const device = await pair('simu fail');
    await start(device);
    expect((await present(device, 'ada:left')).body.session).toMatchObject({
      status: 'failed',
      failure_code: 'terminal_failed',
    });
  });

  it('exists in sandboxes only, and real devices take no palms from here', async () => {
    const live = await openTenant(gateway, 'live', 'production');
    const refused = await live.owner.post(`/v1/projects/${live.projectId}/devices`, { registration_code: 'SIMU-OK00' });
    expect(refused).toMatchObject({ status: 404, body: { error: { code: 'registration_code_not_found' } } });
    expect(await present('01900000-0000-7000-8000-000000000000', 'ada:left')).toMatchObject({ status: 404 });
    const device = await pair('SIMU-OK00');
    expect(await present(device, 'ada')).toMatchObject({ status: 400, body: { error: { field: 'palm' } } });
  });
});
