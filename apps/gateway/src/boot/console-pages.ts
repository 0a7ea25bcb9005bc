/** Serves the built console under /console: hashed files for ever, one page for every address, nothing inline. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '#platform/problems';
import type { GatewayConfig } from '../gateway.config.js';
import type { ChosenIdTokens } from '../sign-in/choose-id-tokens.js';

/** From `dist/apps/gateway/src/boot`, or from the sources when a test runs them. */
const PLACES = ['../../../../console', '../../../../dist/console'].map((path) => join(import.meta.dirname, path));
const FIREBASE_SERVERS = ['https://identitytoolkit.googleapis.com', 'https://securetoken.googleapis.com'];
/** A file of the build: no folder, no dot in front, a type that we know. */
const ASSET = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*\.(?<type>js|css|svg)$/;
const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
/** Packed by the build, best first. */
const PACKINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export interface ConsoleFacts {
  signIn: ChosenIdTokens['kind'];
  firebase: GatewayConfig['firebase'];
}

/** Binds nothing where the console was not built. */
export function bindConsole(app: NestFastifyApplication, facts: ConsoleFacts): void {
  const root = PLACES.find((place) => existsSync(join(place, 'index.html')));
  if (!root) return;
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const policy = policyFor(facts);
  // a kilobyte, read anew each time: a rebuilt console is there at once
  const showPage = async (_: FastifyRequest, reply: FastifyReply) =>
    guard(reply, policy)
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(await readFile(join(root, 'index.html')));

  server.get('/console', showPage);
  server.get('/console/*', (request, reply) => {
    // a file that is gone is not a page: the browser must not take HTML for a script
    if (/\.[a-z0-9]{2,5}$/i.test(request.url.split('?', 1)[0]!)) throw problem.notFound();
    return showPage(request, reply);
  });
  server.get('/console/config.json', (_, reply) => guard(reply, policy).send({ sign_in: wayIn(facts) }));
  server.get('/console/icon.svg', (request, reply) =>
    sendFile(request, reply.header('Cache-Control', 'public, max-age=86400'), join(root, 'icon.svg')),
  );
  // read again at each visit, so that a new build is noticed
  server.get('/console/sw.js', (request, reply) =>
    sendFile(request, guard(reply, policy).header('Cache-Control', 'no-cache'), join(root, 'sw.js')),
  );
  server.get<{ Params: { name: string } }>('/console/assets/:name', (request, reply) => {
    if (!ASSET.test(request.params.name)) throw problem.notFound();
    return sendFile(request, reply, join(root, 'assets', request.params.name));
  });
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const [encoding, ending] = PACKINGS.find(
    ([name, suffix]) => new RegExp(`\\b${name}\\b`).test(accepted) && existsSync(path + suffix),
  ) ?? [null, ''];
  const bytes = await readFile(path + ending).catch(() => null);
  if (!bytes) throw problem.notFound();
  if (path.includes('/assets/')) void reply.header('Cache-Control', 'public, max-age=31536000, immutable');
  if (encoding) void reply.header('Content-Encoding', encoding);
  return reply
    .header('Vary', 'Accept-Encoding')
    .type(`${TYPES[path.split('.').at(-1)!]}; charset=utf-8`)
    .send(bytes);
}

function guard(reply: FastifyReply, policy: string): FastifyReply {
  return reply
    .header('Content-Security-Policy', policy)
    .header('Referrer-Policy', 'no-referrer')
    .header('X-Frame-Options', 'DENY');
}

/** How people prove themselves, for the browser; all of it is public. */
function wayIn({ signIn, firebase }: ConsoleFacts): object {
  if (signIn === 'local') return { kind: 'development' };
  if (signIn === 'emulator')
    return { kind: 'firebase', api_key: 'emulator', emulator_url: `http://${firebase.emulatorHost}` };
  return { kind: 'firebase', api_key: firebase.webApiKey, emulator_url: null };
}

/** No inline script or style, nothing from elsewhere; Firebase is spoken to, never loaded from. */
export function policyFor({ signIn, firebase }: ConsoleFacts): string {
  const servers =
    signIn === 'firebase' ? FIREBASE_SERVERS : signIn === 'emulator' ? [`http://${firebase.emulatorHost}`] : [];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...servers].join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
