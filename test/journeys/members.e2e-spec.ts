/** A tenant keeps its people: writes them down, finds them, changes them, lets them go. */
import { randomBytes } from 'node:crypto';
import { MASK_BYTES, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';
import { DomainEvents } from '#platform/domain-events';
import { problem } from '#platform/problems';
import {
  consentWithdrawn,
  memberDeleted,
  memberDisabled,
  type MemberEvent,
} from '../../apps/gateway/src/members/members.events.js';
import { TemplatesService } from '../../apps/gateway/src/palms/templates.service.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let other: Tenant;
let members: string;

const NOWHERE = '01890000-0000-7000-8000-000000000000';

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  other = await openTenant(gateway, 'other');
  members = `/v1/projects/${acme.projectId}/members`;
});
afterAll(() => gateway.close());

const enlist = async (facts: object = {}) => (await acme.backend.post(members, facts)).body;

describe('a new member', () => {
  it('is kept with everything that was said about it', async () => {
    const said = {
      external_id: 'c-1',
      display_name: 'Ada Lovelace',
      email: 'ada@example.com',
      phone: '+44 20 7946 0000',
      metadata: { tier: 'gold', visits: 3, vip: true, note: null },
      consent: { policy_version: '2026-01', granted_at: '2026-01-02T03:04:05+01:00', reference: 'doc-7' },
    };
    const created = await acme.backend.post(members, said);
    expect(created).toMatchObject({
      status: 201,
      body: {
        ...said,
        project_id: acme.projectId,
        status: 'active',
        hands: [],
        last_scan_at: null,
        consent: { ...said.consent, granted_at: '2026-01-02T02:04:05.000Z' },
      },
    });
    expect(Object.keys(created.body)).toHaveLength(16);
    const read = await acme.backend.get(`${members}/${created.body.member_id}`);
    expect(read).toMatchObject({ status: 200, body: created.body });
    expect(read.headers.get('etag')).toBe(created.headers.get('etag'));
  });

  it('may be nobody in particular', async () => {
    expect(await acme.backend.post(members, {})).toMatchObject({
      status: 201,
      body: {
        external_id: null,
        display_name: null,
        email: null,
        phone: null,
        metadata: {},
        consent: null,
        status: 'active',
      },
    });
  });

  it('has an external_id that no one else has, however it was typed', async () => {
    await enlist({ external_id: 'Zoë' });
    const again = await acme.backend.post(members, { external_id: ' Zoe\u0308 ' });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'external_id_taken', field: 'external_id' } } });
    const elsewhere = await other.backend.post(`/v1/projects/${other.projectId}/members`, { external_id: 'Zoë' });
    expect(elsewhere.status).toBe(201);
  });

  it('comes once when two tills bring the same external_id at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => acme.backend.post(members, { external_id: 'raced' })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it.each([
    ['an unknown field', { nickname: 'x' }, 'nickname'],
    ['an empty name', { display_name: '   ' }, 'display_name'],
    ['a name of two lines', { display_name: 'a\nb' }, 'display_name'],
    ['a name that is a number', { display_name: 7 }, 'display_name'],
    ['an address that is none', { email: 'not an address' }, 'email'],
    ['a telephone number that is none', { phone: 'call me' }, 'phone'],
    [
      '51 metadata keys',
      { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])) },
      'metadata',
    ],
    ['metadata inside metadata', { metadata: { a: { b: 1 } } }, 'metadata'],
    ['an unknown status', { status: 'gone' }, 'status'],
    ['a null status', { status: null }, 'status'],
    ['a consent without a time', { consent: { policy_version: '1' } }, 'consent.granted_at'],
    [
      'a consent of tomorrow',
      { consent: { policy_version: '1', granted_at: '2999-01-01T00:00:00Z' } },
      'consent.granted_at',
    ],
    ['hands of its own', { hands: ['left'] }, 'hands'],
  ])('is refused with %s', async (_, facts, field) => {
    expect(await acme.backend.post(members, facts)).toMatchObject({
      status: 400,
      body: { error: { code: 'validation_error', field } },
    });
  });
});

describe('finding members', () => {
  const ids = (answer: { body: { data: { member_id: string }[] } }) =>
    answer.body.data.map((member) => member.member_id);

  it('lists everyone, newest first, when no page is asked for', async () => {
    const first = await enlist({ display_name: 'first' });
    const second = await enlist({ display_name: 'second' });
    const list = await acme.backend.get(members);
    expect(list).toMatchObject({ status: 200, body: { page: 1, has_more: false, next_cursor: null } });
    expect(ids(list).slice(0, 2)).toEqual([second.member_id, first.member_id]);
    expect(list.body.total).toBe(list.body.data.length);
  });

  it('walks all pages by cursor and meets each once', async () => {
    for (let i = 0; i < 25; i++) await enlist({ external_id: `walk-${i}` });
    const everyone = ids(await acme.backend.get(members));
    const met: string[] = [];
    for (let cursor = ''; ;) {
      const page = await acme.backend.get(`${members}?per_page=10${cursor}`);
      met.push(...ids(page));
      if (!page.body.has_more) break;
      cursor = `&cursor=${page.body.next_cursor}`;
    }
    expect(met).toEqual(everyone);
  });

  it('finds by external_id, by status, and by the words of a name', async () => {
    const grace = await enlist({
      external_id: 'g-1',
      display_name: 'Grace Hopper',
      email: 'navy@example.com',
      status: 'disabled',
    });
    const query = async (text: string) => ids(await acme.backend.get(`${members}?${text}`));
    expect(await query('external_id=g-1')).toEqual([grace.member_id]);
    expect(await query('external_id=g-')).toEqual([]);
    expect(await query('q=gRaCe')).toEqual([grace.member_id]);
    expect(await query('q=NAVY')).toEqual([grace.member_id]);
    expect(await query('q=hopper')).toEqual([grace.member_id]);
    expect(await query('q=%25')).toEqual([]); // a wildcard is a character like any other
    expect(await query('status=disabled&q=g')).toContain(grace.member_id);
    expect(await query('status=active&q=gRaCe')).toEqual([]);
    expect(await query('hand=left')).toEqual([]);
  });

  it.each(['status=gone', 'hand=both', 'q=', 'per_page=9', 'per_page=101', 'order=asc', 'page=1&cursor=AAAA'])(
    'refuses ?%s',
    async (query) => {
      expect(await acme.backend.get(`${members}?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_error' } },
      });
    },
  );
});

describe('changing a member', () => {
  it('leaves what is left out and clears what is null', async () => {
    const before = await enlist({
      external_id: 'p-1',
      display_name: 'Old',
      email: 'old@example.com',
      metadata: { a: 1 },
    });
    const after = await acme.backend.patch(`${members}/${before.member_id}`, {
      display_name: null,
      metadata: { b: 2 },
    });
    expect(after).toMatchObject({
      status: 200,
      body: { external_id: 'p-1', display_name: null, email: 'old@example.com', metadata: { b: 2 } },
    });
    const cleared = await acme.backend.patch(`${members}/${before.member_id}`, {
      external_id: null,
      email: null,
      phone: null,
      metadata: null,
    });
    expect(cleared.body).toMatchObject({ external_id: null, email: null, phone: null, metadata: {} });
    expect((await enlist({ external_id: 'p-1' })).external_id).toBe('p-1'); // free again
  });

  it('refuses an external_id that another has', async () => {
    await enlist({ external_id: 'mine' });
    const second = await enlist({ external_id: 'yours' });
    const refused = await acme.backend.patch(`${members}/${second.member_id}`, {
      external_id: 'mine',
      display_name: 'kept out',
    });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'external_id_taken' } } });
    expect((await acme.backend.get(`${members}/${second.member_id}`)).body).toMatchObject({
      external_id: 'yours',
      display_name: null,
    });
  });

  it('goes on only from the state that was read', async () => {
    const member = await enlist({ display_name: 'one' });
    const at = `${members}/${member.member_id}`;
    const tag = (await acme.backend.get(at)).headers.get('etag')!;
    const edit = (ifMatch: string, name: string) =>
      acme.owner.with({ 'If-Match': ifMatch }).patch(at, { display_name: name });
    expect(await edit(tag, 'two')).toMatchObject({ status: 200, body: { display_name: 'two' } });
    expect(await edit(tag, 'three')).toMatchObject({ status: 412, body: { error: { code: 'precondition_failed' } } });
    expect(await edit(`W/${tag}`, 'three')).toMatchObject({ status: 412 });
    expect(await edit('*', 'four')).toMatchObject({ status: 200, body: { display_name: 'four' } });
    const now = (await acme.backend.get(at)).headers.get('etag')!;
    expect(await edit(`"other", ${now}`, 'five')).toMatchObject({ status: 200 });
  });

  it('lets one of many simultaneous editors win', async () => {
    const member = await enlist({ metadata: { n: 0 } });
    const at = `${members}/${member.member_id}`;
    const tag = (await acme.backend.get(at)).headers.get('etag')!;
    const editor = acme.owner.with({ 'If-Match': tag });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => editor.patch(at, { metadata: { n } })));
    const won = answers.filter((answer) => answer.status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 412)).toHaveLength(9);
    expect((await acme.backend.get(at)).body.metadata).toEqual(won[0]!.body.metadata);
  });

  it('withdraws consent with null', async () => {
    const member = await enlist({
      consent: { policy_version: '1', granted_at: '2026-01-01T00:00:00Z', reference: null },
    });
    const after = await acme.backend.patch(`${members}/${member.member_id}`, { consent: null });
    expect(after).toMatchObject({ status: 200, body: { consent: null, hands: [] } });
    const again = { policy_version: '2', granted_at: '2026-02-01T00:00:00.000Z', reference: null };
    expect((await acme.backend.patch(`${members}/${member.member_id}`, { consent: again })).body.consent).toEqual(
      again,
    );
  });

  it.each([{ status: null }, { member_id: NOWHERE }, { consent: {} }, { consent: 'no' }, { email: '' }])(
    'is refused with %j',
    async (edit) => {
      const member = await enlist();
      expect((await acme.backend.patch(`${members}/${member.member_id}`, edit)).status).toBe(400);
    },
  );
});

describe('letting a member go', () => {
  it('removes the record and says nothing of the person', async () => {
    const member = await enlist({ external_id: 'leaving', display_name: 'Mallory' });
    const gone = await acme.backend.delete(`${members}/${member.member_id}`);
    expect(gone).toMatchObject({
      status: 200,
      body: { member_id: member.member_id, project_id: acme.projectId, deleted: true },
    });
    expect(gone.text).not.toContain('Mallory');
    expect((await acme.backend.get(`${members}/${member.member_id}`)).status).toBe(404);
    expect((await acme.backend.delete(`${members}/${member.member_id}`)).status).toBe(404);
    expect(await gateway.database.query('SELECT 1 FROM members WHERE member_id = $1', [member.member_id])).toEqual([]);
    const [event] = await gateway.database.query(
      `SELECT body FROM outbox_events WHERE type = 'member.deleted' AND body LIKE $1`,
      [`%${member.member_id}%`],
    );
    expect(event!.body).not.toContain('Mallory');
  });

  it('happens once when asked for many times at once', async () => {
    const member = await enlist();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => acme.backend.delete(`${members}/${member.member_id}`)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404, 404, 404]);
  });
});

describe('what goes with a member', () => {
  const withPalms = async (facts: object = {}) => {
    const { member_id: memberId } = await enlist(facts);
    const { app, foundations } = gateway.gateway;
    const owner = { organizationId: acme.organizationId, projectId: acme.projectId, memberId };
    const code = randomBytes(TEMPLATE_BYTES).fill(0xff, MASK_OFFSET, MASK_OFFSET + MASK_BYTES);
    const samples = [1, 2, 3].map(() => ({ code, quality: 0.8, atypicality: null }));
    const palm = { hand: 'left', enrollmentId: NOWHERE, deviceId: null, samples } as const;
    await foundations.database.tenantTransaction(acme, (tx) =>
      app.get(TemplatesService, { strict: false }).keep(tx, owner, palm),
    );
    return memberId as string;
  };
  const palmsOf = async (memberId: string) => {
    const count = async (table: string) =>
      (await gateway.database.query(`SELECT 1 FROM ${table} WHERE member_id = $1`, [memberId])).length;
    return { templates: await count('templates'), keys: await count('member_keys') };
  };

  it('its palms and their key, when it is deleted', async () => {
    const memberId = await withPalms();
    expect(await palmsOf(memberId)).toEqual({ templates: 3, keys: 1 });
    expect((await acme.backend.delete(`${members}/${memberId}`)).status).toBe(200);
    expect(await palmsOf(memberId)).toEqual({ templates: 0, keys: 0 });
  });

  it('its palms and their key, when it withdraws its consent, and only then', async () => {
    const memberId = await withPalms({ consent: { policy_version: '1', granted_at: '2026-01-01T00:00:00Z' } });
    await acme.backend.patch(`${members}/${memberId}`, { display_name: 'renamed', status: 'disabled' });
    expect(await palmsOf(memberId)).toEqual({ templates: 3, keys: 1 });
    const stale = await acme.backend.with({ 'If-Match': '"1"' }).patch(`${members}/${memberId}`, { consent: null });
    expect(stale.status).toBe(412);
    expect(await palmsOf(memberId)).toEqual({ templates: 3, keys: 1 });
    expect((await acme.backend.patch(`${members}/${memberId}`, { consent: null })).status).toBe(200);
    expect(await palmsOf(memberId)).toEqual({ templates: 0, keys: 0 });
  });

  it('is heard of by higher modules, and nothing happens when one of them cannot', async () => {
    const domainEvents = gateway.gateway.app.get(DomainEvents);
    const heard: [string, MemberEvent][] = [];
    let failing = false;
    for (const fact of [memberDeleted, consentWithdrawn, memberDisabled])
      domainEvents.subscribe(fact, async (_tx, event) => {
        if (failing) throw problem.unavailable('not now');
        heard.push([fact.name, event]);
      });
    const memberId = await withPalms();
    const event = { organizationId: acme.organizationId, projectId: acme.projectId, memberId };
    failing = true;
    expect((await acme.backend.delete(`${members}/${memberId}`)).status).toBe(503);
    expect(await palmsOf(memberId)).toEqual({ templates: 3, keys: 1 });
    failing = false;
    await acme.backend.patch(`${members}/${memberId}`, { status: 'disabled' });
    await acme.backend.patch(`${members}/${memberId}`, { consent: null });
    await acme.backend.delete(`${members}/${memberId}`);
    expect(heard).toEqual([
      ['member disabled', event],
      ['consent withdrawn', event],
      ['member deleted', event],
    ]);
  });
});

describe('who may', () => {
  const calls = (projectId: string, memberId: string) => {
    const list = `/v1/projects/${projectId}/members`;
    return [
      ['GET', list],
      ['POST', list, {}],
      ['GET', `${list}/${memberId}`],
      ['PATCH', `${list}/${memberId}`, { display_name: 'mine now' }],
      ['DELETE', `${list}/${memberId}`],
    ] as const;
  };
  const bare = (text: string) => text.replace(/"request_id":"[^"]*"/, '');

  it('a caller from another tenant gets the same answer for existing and missing members as of none at all', async () => {
    const member = await enlist({ display_name: 'hidden' });
    const here = calls(acme.projectId, member.member_id);
    const nowhere = calls(NOWHERE, NOWHERE);
    for (const [i, [method, path, body]] of here.entries()) {
      const [, elsewhere, same] = nowhere[i]!;
      for (const outsider of [other.backend, other.owner]) {
        const seen = await outsider.send(method, path, body);
        const unseen = await outsider.send(method, elsewhere, same);
        expect(seen.status).toBe(404);
        expect(bare(seen.text)).toBe(bare(unseen.text));
      }
    }
    expect((await acme.backend.get(`${members}/${member.member_id}`)).body.display_name).toBe('hidden');
  });

  it('a member is reached through its own project only', async () => {
    const theirs = await other.backend.post(`/v1/projects/${other.projectId}/members`, {});
    for (const [method, path, body] of calls(acme.projectId, theirs.body.member_id).slice(2))
      expect((await acme.backend.send(method, path, body)).status).toBe(404);
  });

  it('a key needs the scope, a viewer only looks', async () => {
    const made = await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, {
      name: 'reader',
      scopes: ['members:read'],
    });
    const reader = acme.owner.keyed(made.body.key);
    expect((await reader.get(members)).status).toBe(200);
    expect(await reader.post(members, {})).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_scope', details: { required: 'members:write' } } },
    });
    const viewer = await gateway.person('looker');
    await viewer.get('/v1/organizations');
    await acme.owner.post(`/v1/organizations/${acme.organizationId}/users`, { uid: 'looker', role: 'viewer' });
    expect((await viewer.get(members)).status).toBe(200);
    expect(await viewer.post(members, {})).toMatchObject({ status: 403, body: { error: { code: 'admin_required' } } });
  });

  it('a project whose environment is not its own has no members of its own', async () => {
    const bareProject = await acme.owner.post(`/v1/organizations/${acme.organizationId}/projects`, {
      name: 'no environment',
    });
    for (const [method, path, body] of calls(bareProject.body.project_id, NOWHERE))
      expect(await acme.owner.send(method, path, body)).toMatchObject({
        status: 403,
        body: { error: { code: 'not_tenant_managed' } },
      });
  });
});
