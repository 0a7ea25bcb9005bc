/** A gallery that is full or holds a part of a project's palms says so, and never that a palm is not on file. */
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { addMember } from '../support/terminal.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

const CAPACITY = 12;
const SILENT = { THENAR_LOG_LEVEL: 'silent' };

async function enroll(tenant: Tenant, name: string, captures = ['1', '2', '3']) {
  const member_id = await addMember(tenant, name);
  const pictures = await Promise.all(captures.map((capture) => synthetic(`${name}:left`, capture)));
  const answer = await tenant.backend.post(`/v1/projects/${tenant.projectId}/enroll`, {
    member_id,
    hand: 'left',
    captures: pictures,
  });
  return { member_id, answer };
}

async function identify(tenant: Tenant, name: string) {
  const capture = await synthetic(`${name}:left`, '9');
  return tenant.backend.post(`/v1/projects/${tenant.projectId}/identify`, { capture });
}

const galleryOf = async (tenant: Tenant) => (await tenant.owner.get(`/v1/projects/${tenant.projectId}/gallery`)).body;
const checkOf = async (gateway: TestGateway, name: string) => {
  const { checks } = (await (await fetch(`${gateway.url}/health`)).json()) as { checks: { name: string }[] };
  return checks.find((check) => check.name === name);
};
const refusedWith = (code: string) => ({ status: 503, body: { error: { code } } });

describe('a gallery that is full', () => {
  let gateway: TestGateway & { keysFolder: string };
  let acme: Tenant;
  let other: Tenant;
  let ada: string;
  const others: TestGateway[] = [];

  beforeAll(async () => {
    gateway = await startTestGateway({ env: { ...SILENT, THENAR_MAX_TEMPLATES: String(CAPACITY) }, counted: true });
    acme = await openTenant(gateway);
    other = await openTenant(gateway, 'other');
    ada = (await enroll(acme, 'ada')).member_id;
    for (const name of ['bea', 'cleo']) expect((await enroll(acme, name)).answer.status).toBe(201);
    expect((await enroll(other, 'dora')).answer.status).toBe(201);
  });
  afterAll(async () => {
    for (const opened of others) await opened.close();
    await gateway.close();
  });

  it('refuses an enrollment with gallery_full before anything is written, by the API and at a terminal', async () => {
    const { answer, member_id } = await enroll(acme, 'emma');
    expect(answer).toMatchObject(refusedWith('gallery_full'));
    expect(answer.headers.get('retry-after')).toBe('60');
    const terminal = await pairTerminal(gateway, acme);
    const session = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, { member_id });
    expect(session).toMatchObject(refusedWith('gallery_full'));
    expect(await gateway.database.query('SELECT 1 FROM templates WHERE member_id = $1', [member_id])).toEqual([]);
    expect(await checkOf(gateway, 'gallery')).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/^gallery_full: 12 of 12/),
    });
  });

  it('still answers identify for everyone who is enrolled and for everyone who is not', async () => {
    expect((await identify(acme, 'ada')).body).toMatchObject({ matched: true });
    expect((await identify(acme, 'emma')).body).toMatchObject({ matched: false });
    expect(await galleryOf(acme)).toEqual({ templates: 9, unreadable: 0, complete: true });
  });

  it('answers gallery_incomplete where it holds a part of a project, serves other projects, and heals when space is freed', async () => {
    const large = await startTestGateway({ env: { ...SILENT, THENAR_MAX_TEMPLATES: '100' }, beside: gateway });
    others.push(large);
    const viaLarge = { ...other, backend: other.backend.at(large.url) };
    const { answer, member_id } = await enroll(viaLarge, 'fay');
    expect(answer.status).toBe(201);
    await until(async () => (await galleryOf(other)).complete === false);
    const capture = await synthetic('fay:left', '9');
    expect(await identify(other, 'fay')).toMatchObject(refusedWith('gallery_incomplete'));
    expect(await identify(other, 'nobody')).toMatchObject(refusedWith('gallery_incomplete'));
    const verify = await other.backend.post(`/v1/projects/${other.projectId}/verify`, { member_id, capture });
    expect(verify).toMatchObject(refusedWith('gallery_incomplete'));
    expect((await identify(acme, 'ada')).body).toMatchObject({ matched: true });
    expect((await identify(viaLarge, 'fay')).body).toMatchObject({ matched: true, member_id });
    expect(await checkOf(gateway, 'gallery')).toMatchObject({
      message: expect.stringMatching(/^gallery_incomplete: 3 /),
    });
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain(
      'thenar_gallery_missing_templates{cause="full"} 3',
    );

    await acme.backend.delete(`/v1/projects/${acme.projectId}/members/${ada}`);
    await until(async () => (await galleryOf(other)).complete === true);
    expect((await identify(other, 'fay')).body).toMatchObject({ matched: true, member_id });
  });

  it('counts templates, not memory slots: projects of one palm each fill it to the last template', async () => {
    const small = await startTestGateway({ env: { ...SILENT, THENAR_MAX_TEMPLATES: '40' }, counted: true });
    others.push(small);
    const tenants: Tenant[] = [];
    for (let i = 0; i < 12; i++) tenants.push(await openTenant(small, `tenant-${i}`));
    for (const tenant of tenants) expect((await enroll(tenant, 'ada')).answer.status).toBe(201);
    expect((await identify(tenants[11]!, 'ada')).body).toMatchObject({ matched: true });
  });
});

describe('a template that cannot be read', () => {
  let gateway: TestGateway & { keysFolder: string };
  let acme: Tenant;
  let beside: TestGateway & { keysFolder: string };
  let damaged: string;

  beforeAll(async () => {
    gateway = await startTestGateway({ env: SILENT, counted: true });
    acme = await openTenant(gateway);
    await enroll(acme, 'ada');
    damaged = (await enroll(acme, 'bea')).member_id;
    await gateway.database.query(
      'UPDATE templates SET sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) WHERE member_id = $1',
      [damaged],
    );
    beside = await startTestGateway({ env: SILENT, beside: gateway });
    acme = { ...acme, backend: acme.backend.at(beside.url), owner: acme.owner.at(beside.url) };
  });
  afterAll(async () => {
    await beside.close();
    await gateway.close();
  });

  it('hides no other member, and its own is never answered as unknown', async () => {
    expect((await identify(acme, 'ada')).body).toMatchObject({ matched: true });
    expect(await identify(acme, 'bea')).toMatchObject(refusedWith('gallery_incomplete'));
    expect((await enroll(acme, 'cleo')).answer).toMatchObject(refusedWith('gallery_incomplete'));
  });

  it('is counted for the project and in the metrics', async () => {
    expect(await galleryOf(acme)).toEqual({ templates: 3, unreadable: 3, complete: false });
    expect(await checkOf(beside, 'gallery')).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/^gallery_incomplete: 3 /),
    });
    const metrics = await (await fetch(`${beside.url}/metrics`)).text();
    expect(metrics).toContain('thenar_gallery_missing_templates{cause="unreadable"} 3');
  });

  it('is over when the member enrolls again', async () => {
    const captures = await Promise.all(['1', '2', '3'].map((capture) => synthetic('bea:left', capture)));
    const body = { member_id: damaged, hand: 'left', captures, replace: true };
    expect((await acme.backend.post(`/v1/projects/${acme.projectId}/enroll`, body)).status).toBe(201);
    await until(async () => (await galleryOf(acme)).complete === true);
    expect((await identify(acme, 'bea')).body).toMatchObject({ matched: true, member_id: damaged });
    expect((await identify(acme, 'nobody')).body).toMatchObject({ matched: false });
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to pass');
}
