/** A command-line program asks for a key, a person decides on a page, the program gets the key exactly once. */
import { Client } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
});
afterAll(() => gateway.close());

const anybody = () => new Client(gateway.url);
const ask = async (client_name = 'thenar-cli') => (await anybody().post('/v1/cli/device-code', { client_name })).body;
const poll = (device_code: string) => anybody().post('/v1/cli/token', { device_code });
const approve = (code: string, more: object = {}) =>
  acme.owner.post(`/v1/cli/grants/${code}/approve`, { project_id: acme.projectId, ...more });

describe('the device-code flow', () => {
  it('gives the program a key after a person said yes, once', async () => {
    const grant = await ask();
    expect(grant).toEqual({
      device_code: expect.stringMatching(/^[0-9A-Za-z]{64}$/),
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      verification_url: `${gateway.url}/console/connect?code=${grant.user_code}`,
      expires_in: 600,
      interval: 3,
    });
    expect(await poll(grant.device_code)).toMatchObject({ status: 200, body: { status: 'pending', interval: 3 } });
    const seen = await acme.owner.get(`/v1/cli/grants/${grant.user_code.toLowerCase().replace('-', '')}`);
    expect(seen.body).toMatchObject({
      client_name: 'thenar-cli',
      address: '127.0.0.1',
      status: 'pending',
      user_code: grant.user_code,
    });
    expect(await approve(grant.user_code, { mode: 'test', scopes: ['members:read'] })).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    });
    gateway.time.advance(3000);
    const { status, body } = await poll(grant.device_code);
    expect([status, body]).toEqual([
      200,
      {
        status: 'authorized',
        api_key: expect.stringMatching(/^thn_test_/),
        key_id: expect.any(String),
        project_id: acme.projectId,
      },
    ]);
    gateway.time.advance(700_000);
    const self = await acme.owner.keyed(body.api_key).get('/v1/api-keys/self');
    expect(self.body).toMatchObject({
      key_id: body.key_id,
      name: 'thenar-cli (CLI)',
      scopes: ['members:read'],
      project_ids: [acme.projectId],
      expires_at: null,
    });
    expect(await poll(grant.device_code)).toMatchObject({
      status: 410,
      body: { status: 'consumed', error: { code: 'consumed' } },
    });
  });

  it('delivers to one of twenty polls at once', async () => {
    const grant = await ask('crowd');
    await approve(grant.user_code);
    const answers = await Promise.all(Array.from({ length: 20 }, () => poll(grant.device_code)));
    expect(answers.filter(({ body }) => body.status === 'authorized')).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes('thn_'))).toHaveLength(1);
  });

  it('slows down whoever asks too often, from then on', async () => {
    const grant = await ask();
    const said = async () => {
      const { status, body } = await poll(grant.device_code);
      return [status, body.status, body.interval];
    };
    expect(await said()).toEqual([200, 'pending', 3]);
    gateway.time.advance(2999);
    expect(await said()).toEqual([429, 'slow_down', 8]);
    gateway.time.advance(7999);
    expect(await said()).toEqual([429, 'slow_down', 13]);
    gateway.time.advance(13_000);
    expect(await said()).toEqual([200, 'pending', 13]);
  });

  it('ends after ten minutes, denied or with a wrong code; a key that nobody fetched ends too', async () => {
    const [late, denied] = [await ask(), await ask()];
    await acme.owner.post(`/v1/cli/grants/${denied.user_code}/deny`);
    expect(await poll(denied.device_code)).toMatchObject({
      status: 403,
      body: { status: 'denied', error: { code: 'denied' } },
    });
    expect(await approve(denied.user_code)).toMatchObject({ status: 409, body: { error: { code: 'grant_decided' } } });
    await approve(late.user_code);
    gateway.time.advance(600_000);
    expect(await poll(late.device_code)).toMatchObject({ status: 410, body: { status: 'expired' } });
    const [row] = await gateway.database.query<{ expired: boolean }>(
      'SELECT k.expires_at <= $1 AS expired FROM api_keys k JOIN cli_grants USING (key_id) WHERE user_code = $2',
      [gateway.gateway.foundations.clock.now(), late.user_code.replace('-', '')],
    );
    expect(row!.expired).toBe(true);
    for (const code of ['x', 'A'.repeat(64)])
      expect(await poll(code)).toMatchObject({ status: 404, body: { status: 'not_found' } });
    for (const body of [undefined, {}, { device_code: 7 }, '{'])
      expect(await anybody().post('/v1/cli/token', body)).toMatchObject({
        status: 400,
        body: { status: body === '{' ? 'malformed_json' : 'validation_error', error: {} },
      });
    expect((await acme.owner.get('/v1/cli/grants/BCDF-GHJK')).status).toBe(404);
    acme.owner = await gateway.person('acme-owner');
  });

  it('keeps the key sealed at rest: neither it nor the device code is in the database', async () => {
    const grant = await ask('sealed');
    const { body } = await approve(grant.user_code);
    expect(JSON.stringify(body)).not.toContain('thn_');
    const [row] = await gateway.database.query<{ text: string }>(
      'SELECT g::text AS text FROM cli_grants g WHERE client_name = $1',
      ['sealed'],
    );
    expect(row!.text).not.toContain(grant.device_code);
    const key = (await poll(grant.device_code)).body.api_key;
    for (const spelling of [key, Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64')])
      expect(row!.text).not.toContain(spelling);
    const [after] = await gateway.database.query<{ sealed_key: null }>(
      'SELECT sealed_key FROM cli_grants WHERE client_name = $1',
      ['sealed'],
    );
    expect(after!.sealed_key).toBeNull();
  });

  it('is for owners and admins, for their own projects, in the mode of the project', async () => {
    const grant = await ask();
    const zeta = await openTenant(gateway, 'zeta');
    expect(
      (await zeta.owner.post(`/v1/cli/grants/${grant.user_code}/approve`, { project_id: acme.projectId })).status,
    ).toBe(404);
    expect(await approve(grant.user_code, { mode: 'live' })).toMatchObject({
      status: 400,
      body: { error: { code: 'mode_mismatch' } },
    });
    expect(await approve(grant.user_code, { scopes: [] })).toMatchObject({
      status: 400,
      body: { error: { code: 'empty_scope' } },
    });
    expect(
      (await acme.backend.post(`/v1/cli/grants/${grant.user_code}/approve`, { project_id: acme.projectId })).status,
    ).toBe(403);
    for (const client_name of ['', ' ', 'x'.repeat(65), 'a\u202eb', 'a\nb', 7])
      expect((await anybody().post('/v1/cli/device-code', { client_name })).status).toBe(400);
  });
});

describe('the consent page', () => {
  const browser = () => {
    let cookie = '';
    return async (
      path: string,
      form?: Record<string, string> | [string, string][],
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(gateway.url + path, {
        method: form ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return { status: response.status, headers: response.headers, html: await response.text() };
    };
  };
  const formToken = (html: string) => /name="form_token" value="([^"]+)"/.exec(html)![1]!;

  it('signs in by the development link, shows who asks, and carries out the decision', async () => {
    const admin = await gateway.person('dev-admin', { email: 'admin@thenar.localhost', name: 'Development admin' });
    const { organization_id } = (await admin.post('/v1/organizations', { name: 'dev' })).body;
    const { project_id } = (
      await admin.post(`/v1/organizations/${organization_id}/projects`, { name: 'Tom & "Jerry"' })
    ).body;
    const grant = await ask('<b>evil</b> & co');
    const visit = browser();
    const path = `/cli/auth?code=${grant.user_code}`;
    const stranger = await visit(path);
    expect([stranger.status, stranger.html.includes('evil')]).toEqual([200, false]);
    const proof = gateway.gateway.signIn.issuer!.signInLink(gateway.url);
    const signedIn = await visit('/cli/auth/sign-in', { code: grant.user_code, proof });
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, path]);
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^thenar_consent=[\w-]+; Path=\/cli; Max-Age=900; HttpOnly; SameSite=Strict$/,
    );
    const page = await visit(path);
    expect(page.html).toContain('&#60;b&#62;evil&#60;/b&#62; &#38; co');
    expect(page.html).toContain('Tom &#38; &#34;Jerry&#34; (live key)');
    for (const shown of [grant.user_code, '127.0.0.1', 'biometrics:identify']) expect(page.html).toContain(shown);
    expect(page.html).not.toMatch(/<script|javascript:| on\w+=|style="|src=|href=/);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    const decision: [string, string][] = [
      ['code', grant.user_code],
      ['form_token', formToken(page.html)],
      ['decision', 'approve'],
      ['project_id', project_id],
      ['scopes', 'members:read'],
      ['scopes', 'scans:read'],
    ];
    const done = await visit('/cli/auth/decide', decision, { Origin: gateway.url });
    expect([done.status, done.html.includes('Approved')]).toEqual([200, true]);
    const { api_key } = (await poll(grant.device_code)).body;
    expect((await acme.owner.keyed(api_key).get('/v1/api-keys/self')).body).toMatchObject({
      mode: 'live',
      scopes: ['members:read', 'scans:read'],
    });
    expect((await visit('/cli/auth/decide', decision)).status).toBe(409);
  });

  it('decides nothing for a form of another page, a stranger, or a forged session', async () => {
    const grant = await ask();
    const visit = browser();
    const idToken = acme.owner.headers.Authorization!.slice(7);
    await visit('/cli/auth/sign-in', { code: grant.user_code, proof: idToken });
    const { html } = await visit(`/cli/auth?code=${grant.user_code}`);
    const form = {
      code: grant.user_code,
      form_token: formToken(html),
      decision: 'approve',
      project_id: acme.projectId,
      scopes: 'members:read',
    };
    expect((await visit('/cli/auth/decide', form, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await visit('/cli/auth/decide', { ...form, form_token: 'x' })).status).toBe(403);
    expect((await browser()('/cli/auth/decide', form)).html).toContain('Sign in');
    expect((await browser()('/cli/auth/decide', form, { Cookie: 'thenar_consent=AAAA' })).html).toContain('Sign in');
    expect((await visit('/cli/auth/sign-in', { code: grant.user_code, proof: 'nonsense' })).status).toBe(401);
    expect((await acme.owner.get(`/v1/cli/grants/${grant.user_code}`)).body.status).toBe('pending');
    const denied = await visit('/cli/auth/decide', { ...form, decision: 'deny' });
    expect([denied.status, denied.html.includes('Denied')]).toEqual([200, true]);
  });

  it('helps with a missing, wrong or finished code, and takes forms nowhere else', async () => {
    const visit = browser();
    expect((await visit('/cli/auth')).html).toContain('The code that your program shows');
    await visit('/cli/auth/sign-in', { code: 'x', proof: acme.owner.headers.Authorization!.slice(7) });
    expect((await visit('/cli/auth?code=BCDF-GHJK')).status).toBe(404);
    const grant = await ask();
    await acme.owner.post(`/v1/cli/grants/${grant.user_code}/deny`);
    expect((await visit(`/cli/auth?code=${grant.user_code}`)).status).toBe(410);
    expect(
      (await visit('/v1/organizations', { name: 'x' }, { Authorization: acme.owner.headers.Authorization! })).status,
    ).toBe(415);
  });
});
