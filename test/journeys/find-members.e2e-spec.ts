/** An admin finds people among many: by any word, by tag, by what is missing; and lets them in for a time only. */
import { openTenant, type Tenant } from '../support/tenant.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let acme: Tenant;
let members: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  members = `/v1/projects/${acme.projectId}/members`;
});
afterAll(() => gateway.close());

const enlist = async (facts: object = {}) => (await acme.backend.post(members, facts)).body;

describe('members are found', () => {
  const find = async (query: string) =>
    (await acme.backend.get(`${members}?${query}`)).body.data.map((row: { display_name: string }) => row.display_name);

  beforeAll(async () => {
    await enlist({
      display_name: 'Zoë Ødegård-Straße',
      email: 'z.oe@post.example',
      external_id: 'B/77',
      phone: '+49 (30) 901820',
    });
    await enlist({
      display_name: 'Zacharias Lund',
      tags: ['night shift', 'driver', 'driver'],
      consent: { policy_version: '1', granted_at: '2026-01-02T03:04:05Z' },
    });
  });

  it.each([
    ['zoe', 'by the first name without its accent'],
    ['ODEGARD', 'by a part of the last name, in any case'],
    ['strasse', 'by a spelled-out letter'],
    ['stra%C3%9Fe zo%C3%AB', 'by several words in any order'],
    ['post.example', 'by the domain of the address'],
    ['77', 'by a part of the external id'],
    ['%2B49 30 9018', 'by a telephone number written another way'],
    ['901820', 'by the end of a telephone number'],
  ])('q=%s: %s', async (q) => {
    expect(await find(`q=${q}`)).toEqual(['Zoë Ødegård-Straße']);
  });

  it('not by a part inside a word, nor by words of two people', async () => {
    expect(await find('q=degard')).toEqual([]);
    expect(await find('q=zoe%20lund')).toEqual([]);
  });

  it('by tag, by consent, by palms on file, and by when they were last seen', async () => {
    expect(await find('tag=driver')).toEqual(['Zacharias Lund']);
    expect(await find('tag=drive')).toEqual([]);
    expect(await find('consent=true&q=z')).toEqual(['Zacharias Lund']);
    expect(await find('consent=false&q=z')).toEqual(['Zoë Ødegård-Straße']);
    expect(await find('enrolled=true&q=z')).toEqual([]);
    expect(await find('enrolled=false&q=z')).toHaveLength(2);
    expect(await find('not_seen_since=2026-11-01T00:00:00Z&q=z')).toHaveLength(2);
    expect((await acme.backend.get(`${members}?consent=perhaps`)).status).toBe(400);
  });
});

describe('tags and validity of a member', () => {
  it('are kept, replaced whole and cleared', async () => {
    const { member_id } = await enlist({ tags: [' a ', 'b', 'a'], valid_from: '2026-01-01T00:00:00+01:00' });
    const path = `${members}/${member_id}`;
    expect((await acme.backend.get(path)).body).toMatchObject({
      tags: ['a', 'b'],
      valid_from: '2025-12-31T23:00:00.000Z',
      valid_until: null,
    });
    const patched = await acme.backend.patch(path, { tags: [], valid_from: null, valid_until: '2027-01-01T00:00:00Z' });
    expect(patched.body).toMatchObject({ tags: [], valid_from: null, valid_until: '2027-01-01T00:00:00.000Z' });
  });

  it.each([
    [{ tags: ['x'.repeat(41)] }, 'tags'],
    [{ tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, 'tags'],
    [{ tags: ['a\u0007'] }, 'tags'],
    [{ tags: [null] }, 'tags'],
    [{ valid_until: 'tomorrow' }, 'valid_until'],
    [{ valid_from: '2026-02-01T00:00:00Z', valid_until: '2026-02-01T00:00:00Z' }, 'valid_until'],
  ])('%j is refused and names %s', async (facts, field) => {
    expect(await acme.backend.post(members, facts)).toMatchObject({ status: 400, body: { error: { field } } });
  });

  it('the end must stay after the beginning when only one of them is changed', async () => {
    const { member_id } = await enlist({ valid_from: '2026-02-01T00:00:00Z' });
    const answer = await acme.backend.patch(`${members}/${member_id}`, { valid_until: '2026-01-01T00:00:00Z' });
    expect(answer).toMatchObject({ status: 400, body: { error: { field: 'valid_until' } } });
  });

  it.each([
    ['valid_from', '2999-01-01T00:00:00Z'],
    ['valid_until', '2020-01-01T00:00:00Z'],
  ])('a palm outside %s is matched and blocked', async (field, value) => {
    const { member_id } = await enlist({ display_name: field });
    const palm = (take: number) => ({ sandbox_palm: `${field}:left`, take });
    const enrolled = { member_id, hand: 'left', captures: [1, 2, 3].map(palm) };
    expect((await acme.backend.post(`/v1/projects/${acme.projectId}/enroll`, enrolled)).status).toBe(201);
    const identify = async () =>
      (await acme.backend.post(`/v1/projects/${acme.projectId}/identify`, { capture: palm(4) })).body;
    expect((await identify()).verdict).not.toBe('block');
    await acme.backend.patch(`${members}/${member_id}`, { [field]: value });
    expect(await identify()).toMatchObject({ matched: true, member_id, verdict: 'block' });
  });
});
