import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '#platform/clock';
import { createHttpServer, ProblemFilter, ShapePipe } from '#platform/http';
import { createLogger } from '#platform/logging';
import { type ChosenIdTokens, chooseIdTokens } from './choose-id-tokens.js';
import { IdTokens } from './id-tokens.js';
import { DEV_ADMIN } from './local-issuer.js';
import { SignInModule } from './sign-in.module.js';

const folder = mkdtempSync(join(tmpdir(), 'thenar-sign-in-http-'));
const clock = new Clock();
const options = { credentialsFile: null, emulatorHost: null, keysFolder: folder, clock, warn: () => undefined };
const local = chooseIdTokens({ ...options, mode: 'development', firebaseProjectId: null });
let app: NestFastifyApplication;
let port: number;

beforeAll(async () => {
  app = await start(local);
  port = portOf(app);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function start(chosen: ChosenIdTokens): Promise<NestFastifyApplication> {
  const server = createHttpServer({ clock, logger: createLogger('silent'), trustProxy: [] });
  const started = await NestFactory.create<NestFastifyApplication>(
    SignInModule.using(chosen),
    new FastifyAdapter(server),
    {
      logger: false,
      bodyParser: false,
    },
  );
  started.useGlobalPipes(new ShapePipe());
  started.useGlobalFilters(new ProblemFilter());
  await started.listen(0, '0.0.0.0');
  return started;
}
const portOf = (running: NestFastifyApplication) => (running.getHttpServer().address() as AddressInfo).port;

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}
interface Asking {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: object;
  address?: string;
}
function ask({
  method = 'GET',
  path = '/dev/sign-in',
  headers = {},
  body,
  address = '127.0.0.1',
}: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = body ? { 'content-type': 'application/json' } : {};
    const request = http.request(
      { host: address, port, method, path, headers: { ...type, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
      },
    );
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

const linkPath = () => local.issuer!.signInLink('');
const linkToken = () => new URLSearchParams(linkPath().split('?')[1]).get('token')!;
const post = (body: object, more: Asking = {}) => ask({ method: 'POST', body, ...more });

describe('the sign-in link over HTTP', () => {
  it('gives a program an ID token that this gateway takes', async () => {
    const answer = await post({ token: linkToken() });
    expect(answer.status).toBe(200);
    const { id_token, ...rest } = JSON.parse(answer.body) as { id_token: string };
    expect(rest).toEqual({ expires_in: 3600, uid: DEV_ADMIN.uid, email: DEV_ADMIN.email });
    await expect(app.get(IdTokens).verify(id_token)).resolves.toMatchObject({ uid: DEV_ADMIN.uid });
  });

  it('gives a person a page with the header to copy, which loads and runs nothing', async () => {
    const answer = await ask({ path: linkPath() });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect([answer.headers['cache-control'], answer.headers['referrer-policy']]).toEqual(['no-store', 'no-referrer']);
    expect(answer.body).not.toMatch(/<script|<link|<img|src=|href=/);
    expect(answer.body).toContain(`http://127.0.0.1:${port}/v1/organizations`);
    const idToken = /Authorization: Bearer ([\w.-]+)<\/pre>/.exec(answer.body)![1]!;
    await expect(app.get(IdTokens).verify(idToken)).resolves.toMatchObject({ uid: DEV_ADMIN.uid });
  });

  it('works once for whoever has the one-time link, under a name of this machine alone', async () => {
    const token = () => local.issuer!.oneTimeConsoleLink('').split('token=')[1]!;
    const once = token();
    const elsewhere = Object.values(networkInterfaces()).flat();
    const address = elsewhere.find((own) => own?.family === 'IPv4' && !own.internal)?.address;
    const headers = { Host: `localhost:${port}` };
    expect((await post({ token: once }, { headers: { Host: 'evil.example' } })).status).toBe(404);
    const first = await post({ token: once }, { headers, ...(address === undefined ? {} : { address }) });
    expect([first.status, JSON.parse(first.body).uid]).toEqual([200, DEV_ADMIN.uid]);
    expect((await post({ token: once }, { headers })).status).toBe(401);
    const superseded = token();
    token();
    expect((await post({ token: superseded }, { headers })).status).toBe(401);
  });

  it('refuses a wrong link, or none, with our error body', async () => {
    for (const token of ['x', linkToken().toLowerCase(), 'A'.repeat(200)]) {
      const answer = await post({ token });
      expect([answer.status, (JSON.parse(answer.body) as { error: { code: string } }).error.code]).toEqual([
        401,
        'invalid_token',
      ]);
    }
    for (const body of [{}, { token: 7 }, { token: '' }, { token: ['x'] }, { token: linkToken(), uid: 'eve' }])
      expect((await post(body)).status).toBe(400);
    expect((await ask({})).status).toBe(400);
    expect((await ask({ path: `${linkPath()}&token=x` })).status).toBe(400);
  });

  it.each([
    ['through a proxy', { 'X-Forwarded-For': '127.0.0.1' }],
    ['through another proxy', { Forwarded: 'for=127.0.0.1' }],
    ['under a name that was led here', { Host: 'evil.example' }],
    ['from a page elsewhere', { Origin: 'https://evil.example' }],
  ])('is not there for whoever comes %s', async (_, headers) => {
    for (const answer of [await post({ token: linkToken() }, { headers }), await ask({ path: linkPath(), headers })]) {
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('Bearer');
    }
  });

  it('is not there for another machine', async () => {
    const outer = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const address = outer.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    if (!address) return console.warn('skipped: this machine has no address but its loopback');
    const headers = { Host: `localhost:${port}` };
    expect((await post({ token: linkToken() }, { address, headers })).status).toBe(404);
  });

  it('does not exist where Firebase signs people in', async () => {
    const production = await start(chooseIdTokens({ ...options, mode: 'production', firebaseProjectId: 'thenar' }));
    const response = await fetch(`http://127.0.0.1:${portOf(production)}${linkPath()}`);
    await production.close();
    expect(response.status).toBe(404);
  });
});
