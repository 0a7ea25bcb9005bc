/** Bytes that are hardly HTTP get an answer of ours all the same, and then the connection closes. */
import { Clock } from '#platform/clock';
import { createHttpServer, HTTP_LIMITS } from '#platform/http';
import { createLogger } from '#platform/logging';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { sendRaw } from '../support/raw-http.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { Ledger, type Vector, vectorsOf } from './hostile/vectors.js';

let gateway: TestGateway;
let acme: Tenant;
let host: string;
const ledger = new Ledger();

beforeAll(async () => {
  gateway = await startTestGateway({ env: { THENAR_RATE_LIMITS: 'off' } });
  acme = await openTenant(gateway);
  host = new URL(gateway.url).host;
  ledger.secrets.push(acme.key);
});
afterAll(() => gateway.close());
afterEach(() => expect(ledger.findings.splice(0)).toEqual([]));

const CLOSE = 'Connection: close\r\n\r\n';
/** A request that would be answered 200, with lines put in before the end. */
const asking = (...lines: string[]) =>
  `GET /v1/api-keys/self HTTP/1.1\r\nHost: ${host}\r\nX-API-Key: ${acme.key}\r\n${lines.map((line) => `${line}\r\n`).join('')}${CLOSE}`;
const line = (text: string) => `${text}\r\nHost: ${host}\r\n${CLOSE}`;
const check = async (id: string, allowed: number[], bytes: string | Buffer, head = false) =>
  ledger.judge(
    head ? `HEAD ${id}` : id,
    allowed,
    (await sendRaw(gateway.url, bytes, { timeoutMs: 4000, head }).catch(() => []))[0],
  );

/** What a header vector says, as bytes; null for those that other tests play. */
function bytesOf(vector: Vector): string | null {
  if (vector.id === 'hdr-03') return `GET /v1/api-keys/self HTTP/1.1\r\n${CLOSE}`;
  if (vector.raw_line)
    return vector.raw_line.startsWith('PRI')
      ? `${vector.raw_line}\r\n\r\nSM\r\n\r\n`
      : `${vector.raw_line}\r\nHost: ${host}\r\n\r\n`;
  if (vector.raw) return asking(vector.raw);
  const bytes = (vector.gen as { bytes?: number } | undefined)?.bytes;
  if (bytes !== undefined) return asking(`Accept-Language: ${'a'.repeat(bytes)}`);
  if (['hdr-07', 'hdr-31', 'hdr-35', 'hdr-37'].includes(vector.id)) return null;
  const entries = Object.entries(vector.header ?? {}).filter(([name]) => name !== 'Host');
  const own = vector.header?.Host;
  const text = asking(
    ...entries.map(
      ([name, value]) =>
        `${name}: ${String(value)
          .replace('\\n', '')
          .replace(/\{\{.*\}\}/, '"x"')}`,
    ),
  );
  return own ? text.replace(`Host: ${host}`, `Host: ${String(own)}`) : text;
}

describe('headers', () => {
  it('of the vectors are answered as they say', async () => {
    for (const vector of vectorsOf('header_attacks')) {
      const bytes = bytesOf(vector);
      if (bytes !== null) await check(`${vector.id} ${vector.name}`, vector.expect.status, bytes);
    }
  });

  it('that are repeated, folded or cut are refused', async () => {
    await check('two hosts', [400], asking(`Host: evil.example`));
    await check('empty host', [400], asking().replace(`Host: ${host}`, 'Host:'));
    await check('two keys', [401], asking(`X-API-Key: ${acme.key}`));
    await check('no colon', [400], asking('nocolon'));
    await check('empty name', [400], asking(': x'));
    await check('NUL in a value', [400], asking('X: a\0b'));
    await check('NUL in a name', [400], asking('X\0: b'));
    await check('bare CR', [400], asking('X: a\rb'));
    await check('fold', [400], asking('X: a', ' b'));
    await check('bare line feeds', [400], `GET /v1/api-keys/self HTTP/1.1\nHost: ${host}\n\n`);
    await check('16 KB in all', [431], asking(...Array.from({ length: 40 }, (_, i) => `X-${i}: ${'a'.repeat(500)}`)));
    await check('a target of 20 KB', [414, 431], line(`GET /${'a'.repeat(20_000)} HTTP/1.1`));
    await check('an id of 5 KB', [414], line(`GET /v1/projects/${'a'.repeat(5000)} HTTP/1.1`));
    await check('an expectation', [400, 417], asking('Expect: x'));
    await check('__proto__', [200, 400], asking('__proto__: x', 'constructor: y'));
    for (const coding of [
      'xchunked',
      'chunked, identity',
      'identity',
      'gzip',
      'gzip, chunked',
      'chunked, chunked',
      '\x0bchunked',
      'chunked;x=1',
      '"chunked"',
      ', chunked',
    ])
      await check(`Transfer-Encoding: ${coding}`, [400], asking(`Transfer-Encoding: ${coding}`).replace('GET', 'POST'));
    await check('two codings', [400], asking('Transfer-Encoding: chunked', 'Transfer-Encoding: identity'));
    await check('a body on GET', [400], `${asking('Content-Length: 2')}{}`);
    await check('10 GB on GET', [400], asking('Content-Length: 10737418240'));
    await check('chunks on GET', [400], `${asking('Transfer-Encoding: chunked')}0\r\n\r\n`);
    const post = (rest: string) =>
      asking('Content-Type: application/json', 'Transfer-Encoding: chunked')
        .replace('GET', 'POST')
        .replace('/api-keys/self', '/organizations') + rest;
    await check('a broken chunk', [400, 403], post('zz\r\n{}\r\n0\r\n\r\n'));
    await check('a chunk of 2^64', [400, 403, 413], post('ffffffffffffffffff\r\n{}'));
  });

  it('may name any host or proxy and change nothing', async () => {
    const spoofed = await acme.backend
      .with({ 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', 'X-HTTP-Method-Override': 'DELETE' })
      .get('/v1/projects');
    expect([spoofed.status, spoofed.text.includes('evil.example')]).toEqual([200, false]);
  });
});

describe('request lines', () => {
  it('of other methods, forms and protocols are refused', async () => {
    for (const method of ['TRACE', 'OPTIONS', 'PROPFIND', 'PURGE', 'QUERY', 'PATCH', 'LINK', 'SEARCH'])
      await check(method, [404, 405], line(`${method} /v1/projects HTTP/1.1`));
    for (const method of ['FOO', 'get', 'GET\t', ''])
      await check(`method ${method}`, [400], line(`${method} /v1/projects HTTP/1.1`));
    await check('as a question', [401], line('HEAD /v1/projects HTTP/1.1'), true);
    for (const target of ['v1/projects', 'evil.example:80', '!@#', '', '\\v1\\projects', '/v1/projects x'])
      await check(`target ${target}`, [400], line(`GET ${target} HTTP/1.1`));
    for (const target of [
      '//evil.example/v1/projects',
      '*',
      '/V1/Projects',
      '/v1//projects',
      '/v1/./projects',
      '/v1/x/../projects',
      '/v1%2Fprojects',
      '/v1/projects;x=1',
      '/%',
      '/%zz',
      '/v1/%ff',
      '/v1/projects%00',
      '/.git/config',
      '/v1/projects%3fpage=1',
    ])
      await check(`target ${target}`, [400, 404], line(`GET ${target} HTTP/1.1`));
    await check('an empty id', [401, 404], line('GET /v1/organizations/ HTTP/1.1'));
    for (const version of ['HTTP/2.0', 'HTTP/3.0', 'HTTP/1.2', 'HTTP/11', 'HTTPS/1.1', 'ICE/1.0'])
      await check(version, [400, 505], line(`GET /v1/projects ${version}`));
    await check('absolute form of another host', [401, 400, 404], line('GET http://evil.example/v1/projects HTTP/1.1'));
    await check('TLS', [400], Buffer.concat([Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), Buffer.alloc(64)]));
    await check('SSH', [400], 'SSH-2.0-OpenSSH_9.6\r\n');
    await check('SOCKS', [400], Buffer.from([5, 1, 0]));
    await check('noise', [400], Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 193 + 7) % 256)));
    await check('CONNECT', [400, 404, 405], `CONNECT 127.0.0.1:5432 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  });
});

describe('whoever comes without an address', () => {
  it('is redirected, a browser by a page', async () => {
    const program = await fetch(gateway.url);
    expect([program.status, await program.json()]).toEqual([
      200,
      expect.objectContaining({ api: '/v1', docs: '/docs' }),
    ]);
    const browser = await fetch(gateway.url, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect([browser.status, browser.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await browser.text()).toContain('<a href="/console">');
  });

  it('finds the code of a refusal on the page that its docs_url names', async () => {
    const { body } = await acme.backend.get('/v1/nowhere');
    const link = new URL(body.error.docs_url);
    expect(link.port).toBe(new URL(gateway.url).port);
    const page = await fetch(`${gateway.url}${link.pathname}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain(`<tr id="${link.hash.slice(1)}">`);
  });
});

describe('upgrades', () => {
  const upgrade = (path: string, to: string, ...more: string[]) =>
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\n${more.map((one) => `${one}\r\n`).join('')}\r\n`;
  const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

  it('to anything but a WebSocket of ours are refused', async () => {
    await check('h2c', [200, 426], upgrade('/v1/projects', 'h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'));
    await check('TLS/1.0', [426], upgrade('/v1/projects', 'TLS/1.0'));
    await check('a WebSocket elsewhere', [404], upgrade('/v1/projects', 'websocket', ...key));
    for (const origin of ['https://evil.example', 'null', `http://${host}.evil.example`, 'file://'])
      await check(
        `a page of ${origin}`,
        [403],
        upgrade('/socket.io/?EIO=4&transport=websocket', 'websocket', ...key, `Origin: ${origin}`),
      );
  });
});

describe('one connection', () => {
  it('may hold many requests in a row, each answered in order', async () => {
    const one = `GET /v1/api-keys/self HTTP/1.1\r\nHost: ${host}\r\nX-API-Key: ${acme.key}\r\n\r\n`;
    const answers = await sendRaw(gateway.url, one.repeat(300), { answers: 300, timeoutMs: 8000 });
    expect([answers.length, new Set(answers.map((answer) => answer.status))]).toEqual([300, new Set([200])]);
    expect(new Set(answers.map((answer) => answer.headers['x-request-id'])).size).toBe(300);
  });

  it('that sends a byte a second is closed with 408 when its time is up', async () => {
    const limits = { ...HTTP_LIMITS, headersTimeoutMs: 800, requestTimeoutMs: 1000 };
    const server = createHttpServer({ clock: new Clock(), logger: createLogger('silent'), trustProxy: [], limits });
    server.post('/', async () => 'never');
    await server.listen({ port: 0, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${(server.server.address() as { port: number }).port}`;
    const slow = [
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{`,
      'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    ];
    const answers = await Promise.all(slow.map((bytes) => sendRaw(url, bytes, { timeoutMs: 6000 })));
    for (const [answer] of answers) ledger.judge('slow', [408], answer);
    await server.close();
  });

  it('that hangs up in the middle harms nobody', async () => {
    const cut = [
      asking().slice(0, 30),
      asking('Content-Length: 50').replace('GET', 'POST'),
      `CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n`,
      'x',
    ];
    for (const bytes of [...cut, ...cut]) await sendRaw(gateway.url, bytes, { timeoutMs: 30 }).catch(() => undefined);
    expect((await acme.backend.get('/v1/api-keys/self')).status).toBe(200);
  });
});
