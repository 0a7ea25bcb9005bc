/** The TypeScript library against a running gateway, and through a proxy that drops, refuses, cuts and repeats. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import {
  createClient,
  type Thenar,
  ThenarConnectionError,
  ThenarError,
  webhooks,
} from '../../sdks/typescript/src/index.js';
import { OPERATIONS } from '../../sdks/typescript/src/generated/operations.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { type Fault, FaultProxy } from './fault-proxy.js';

const SDK = join(import.meta.dirname, '../../sdks/typescript');
let gateway: TestGateway;
let acme: Tenant;
let proxy: FaultProxy;
let thenar: Thenar;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  proxy = new FaultProxy(gateway.url);
  const baseUrl = await proxy.start();
  thenar = createClient({ baseUrl, apiKey: acme.key, projectId: acme.projectId, retryDelayMs: 5 });
});
afterAll(async () => {
  proxy.close();
  await gateway.close();
});

const named = async (external_id: string) => {
  const found = await thenar.members.list({ external_id });
  return found.data.length;
};

describe('TypeScript library', () => {
  it('has a method for every operation that is not only for terminals', () => {
    const methods = thenar as unknown as Record<string, Record<string, unknown>>;
    const all = Object.keys(OPERATIONS);
    expect(all.length).toBeGreaterThan(80);
    for (const id of all) {
      const [group, verb] = id.split('.') as [string, string];
      expect([id, typeof methods[group]?.[verb]]).toEqual([id, 'function']);
    }
  });

  it('creates, reads, changes and deletes a member', async () => {
    const created = await thenar.members.create({ body: { external_id: 'sdk-1', display_name: 'Ada' } });
    const changed = await thenar.members.update({ member_id: created.member_id, body: { display_name: 'Ada L.' } });
    expect(changed.display_name).toBe('Ada L.');
    expect(await thenar.members.get({ member_id: created.member_id })).toMatchObject({ external_id: 'sdk-1' });
    await thenar.members.delete({ member_id: created.member_id });
    await expect(thenar.members.get({ member_id: created.member_id })).rejects.toMatchObject({ status: 404 });
  });

  it.each<Fault>(['lost-request', 'lost-answer', 'cut', '429', '503', 'twice'])(
    'does nothing twice and loses nothing when the connection is: %s',
    async (fault) => {
      const external_id = `fault-${fault}`;
      proxy.faults.push(fault);
      const before = proxy.asked;
      const created = await thenar.members.create({ body: { external_id, display_name: 'Grace' } });
      expect(created.external_id).toBe(external_id);
      expect(proxy.asked - before).toBe(fault === 'twice' ? 1 : 2);
      expect(await named(external_id)).toBe(1);
    },
  );

  it('gives up after its attempts, and says that no answer came', async () => {
    proxy.faults.push(...Array<Fault>(5).fill('lost-request'));
    await expect(thenar.members.list()).rejects.toBeInstanceOf(ThenarConnectionError);
    expect(proxy.faults).toEqual([]);
  });

  it('does not repeat a change that depends on If-Match when its answer is lost', async () => {
    const { member_id } = await thenar.members.create({ body: { external_id: 'match', display_name: 'B' } });
    proxy.faults.push('lost-answer');
    const change = thenar.members.update({ member_id, body: { display_name: 'C' } }, { ifMatch: '*' });
    await expect(change).rejects.toBeInstanceOf(ThenarConnectionError);
  });

  it('throws a refusal with its code, field and request id, at once', async () => {
    const before = proxy.asked;
    const refused = await thenar.members.create({ body: { email: 'no' } as never }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ThenarError);
    expect(refused).toMatchObject({ status: 400, code: 'validation_error', field: expect.any(String) });
    expect((refused as ThenarError).requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(proxy.asked - before).toBe(1);
  });

  it('walks through all pages, each row once', async () => {
    for (let n = 0; n < 12; n++)
      await thenar.members.create({ body: { external_id: `page-${n}`, display_name: `Page ${n}` } });
    const seen: string[] = [];
    for await (const member of thenar.members.list({ q: 'Page', per_page: 10 })) seen.push(member.member_id);
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
  });

  it('ends a wait when aborted', async () => {
    proxy.faults.push('503', '503', '503');
    const slow = createClient({ baseUrl: gateway.url, apiKey: acme.key, fetch: refuse, retryDelayMs: 60_000 });
    const ending = new AbortController();
    const call = slow.members.list({ project_id: acme.projectId }, { signal: ending.signal });
    const ended = expect(call).rejects.toThrow('enough');
    setTimeout(() => ending.abort(new Error('enough')), 20);
    await ended;
    proxy.faults.length = 0;
  });
});

const refuse: typeof fetch = () => Promise.resolve(new Response('', { status: 503 }));

describe('webhooks of the TypeScript library', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const body = JSON.stringify({
    event_id: 'e',
    type: 'enrollment.completed',
    timestamp: 't',
    project_id: 'p',
    data: {},
  });
  const headers = (at = new Date(), key = secret) => ({
    'Webhook-Id': 'e',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': `v1,AAAA ${new Webhook(key).sign('e', at, body)}`,
  });

  it('verifies what another implementation of Standard Webhooks has signed, beside a signature of an older secret', async () => {
    expect(await webhooks.verify(body, headers(), secret)).toMatchObject({ type: 'enrollment.completed' });
    expect(await webhooks.verify(Buffer.from(body), new Headers(headers()), secret)).toMatchObject({ event_id: 'e' });
  });

  it('refuses another body, another secret, an old time and a missing header', async () => {
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    const old = new Date(Date.now() - 301_000);
    const { 'webhook-signature': _, ...unsigned } = headers();
    for (const attempt of [
      () => webhooks.verify(`${body} `, headers(), secret),
      () => webhooks.verify(body, headers(), other),
      () => webhooks.verify(body, headers(old), secret),
      () => webhooks.verify(body, unsigned, secret),
      () => webhooks.verify(body, { ...headers(), 'webhook-signature': 'v1,%%%' }, secret),
    ])
      await expect(attempt()).rejects.toMatchObject({ name: 'WebhookVerificationError' });
  });
});

describe('events of the TypeScript library', () => {
  it('follows the feed from the last number, over a refusal, until it is stopped', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      const after = Number(new URL(request.url!, 'http://x').searchParams.get('after_sequence'));
      response.writeHead(asked.length === 2 ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: [{ sequence: after + 1 }], last_sequence: after + 3 }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const seen: number[] = [];
    const feed = createClient({ baseUrl, apiKey: 'k', projectId: 'p', retryDelayMs: 1 }).events;
    for await (const event of feed.follow({ afterSequence: 4 })) if (seen.push(event.sequence) === 3) break;
    server.close();
    server.closeAllConnections();
    expect(seen).toEqual([5, 8, 11]);
    expect(asked[0]).toContain('/v1/projects/p/events?');
    expect(asked).toHaveLength(4);
  });
});

describe('the package of the TypeScript library', () => {
  it('works from its tarball in an empty folder, as both sorts of module', () => {
    const folder = mkdtempSync(join(tmpdir(), 'thenar-sdk-'));
    const run = (command: string, args: string[], cwd = folder) =>
      execFileSync(command, args, { cwd, encoding: 'utf8' });
    try {
      run(process.execPath, [join(SDK, 'build.mjs')]);
      const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder], SDK).trim();
      run('tar', ['xzf', tarball]);
      mkdirSync(join(folder, 'node_modules/@thenar'), { recursive: true });
      cpSync(join(folder, 'package'), join(folder, 'node_modules/@thenar/sdk'), { recursive: true });
      const use = `console.log(typeof createClient({ baseUrl: 'http://x', apiKey: 'k' }).members.create, typeof webhooks.verify)`;
      writeFileSync(join(folder, 'a.mjs'), `import { createClient, webhooks } from '@thenar/sdk';\n${use}`);
      writeFileSync(join(folder, 'b.cjs'), `const { createClient, webhooks } = require('@thenar/sdk');\n${use}`);
      for (const file of ['a.mjs', 'b.cjs']) expect(run(process.execPath, [file])).toBe('function function\n');
      const { dependencies } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'));
      expect(dependencies).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
