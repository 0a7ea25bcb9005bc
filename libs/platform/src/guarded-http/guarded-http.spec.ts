import { createServer, type Server } from 'node:net';
import { type AddressInfo } from 'node:net';
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { Clock, FakeClockSource } from '#platform/clock';
import { GuardedHttp, Internet, isPublicAddress, TargetRefused } from './index.js';

const time = new FakeClockSource();
const clock = new Clock(time);
const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((thing) => thing.close()));

async function listening(server: Server | http.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => void ('closeAllConnections' in server && server.closeAllConnections(), server.close()) });
  return (server.address() as AddressInfo).port;
}

function guard(): GuardedHttp {
  const made = new GuardedHttp({ clock, allowLocalhost: true });
  open.push(made);
  return made;
}

async function post(answer: http.RequestListener, more: { signal?: AbortSignal } = {}) {
  const port = await listening(http.createServer(answer));
  return guard().post({ ...posting(port), ...more });
}

const posting = (port: number) => ({
  url: `http://localhost:${port}/hook?x=1`,
  headers: { 'Content-Type': 'application/json' },
  body: Buffer.from('{"a":1}'),
  timeoutMs: 15_000,
  maxBodyBytes: 102_400,
});

/** A receiver that speaks TCP and not quite HTTP. */
async function postRaw(bytes: (write: (text: string) => void, end: () => void) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () =>
      bytes(
        (text) => socket.write(text),
        () => socket.destroy(),
      ),
    );
  });
  return guard().post(posting(await listening(server)));
}

describe('a URL that a tenant names', () => {
  const strict = new GuardedHttp({ clock, allowLocalhost: false });
  const codeOf = (url: string) => {
    try {
      strict.read(url);
      return 'accepted';
    } catch (error) {
      return (error as TargetRefused).code;
    }
  };

  it.each([
    ['https://example.com/hook', 'accepted'],
    ['https://example.com:8443/', 'accepted'],
    ['https://example.com:50123/', 'accepted'],
    ['https://8.8.8.8/', 'accepted'],
    ['https://[2606:4700::1111]/', 'accepted'],
    ['https://bücher.example/', 'accepted'],
    ['http://example.com/', 'https_required'],
    ['gopher://127.0.0.1:6379/_INFO', 'https_required'],
    ['', 'invalid_url'],
    ['//example.com/', 'invalid_url'],
    ['https:example.com', 'invalid_url'],
    ['https:///example.com/', 'invalid_url'],
    ['https://exa\tmple.com/', 'invalid_url'],
    ['https://169.254.169.254\\@example.com/', 'invalid_url'],
    ['https://example.com./', 'invalid_url'],
    [`https://example.com/${'a'.repeat(2048)}`, 'invalid_url'],
    ['https://user@example.com/', 'userinfo_not_allowed'],
    ['https://@example.com/', 'userinfo_not_allowed'],
    ['https://localhost/', 'private_address'],
    ['https://localhost./', 'private_address'],
    ['https://host.docker.internal/', 'private_address'],
    ['https://printer/', 'private_address'],
    ['https://2130706433/', 'private_address'],
    ['https://①②⑦.⓪.⓪.①/', 'private_address'],
    ['https://[::ffff:8.8.8.8]/', 'private_address'],
    ['https://example.com:22/', 'port_not_allowed'],
    ['https://example.com:80/', 'port_not_allowed'],
    ['https://example.com:6379/', 'port_not_allowed'],
  ])('%s is %s', (url, code) => {
    expect(codeOf(url)).toBe(code);
  });

  it('lets http go to this machine only where the operator allows it, and then nowhere else', () => {
    expect(guard().read('http://localhost:50000/')).toMatchObject({ loopback: true });
    expect(guard().read('http://[::1]:50000/')).toMatchObject({ loopback: true });
    expect(() => guard().read('http://10.0.0.1:50000/')).toThrow(TargetRefused);
    expect(() => guard().read('http://localhost:6379/')).toThrow(TargetRefused);
    expect(() => guard().read('http://localhost.example.com/')).toThrow(TargetRefused);
  });

  it('knows ISATAP tunnels from addresses that only look like them', () => {
    expect(isPublicAddress('2a00:1450:4001:800:0:5efe:a00:1')).toBe(false);
    expect(isPublicAddress('2a00:1450:4001:800:200:5efe:a00:1')).toBe(false);
    expect(isPublicAddress('2a00:5efe::1')).toBe(true);
    expect(isPublicAddress('2606:4700::1111%eth0')).toBe(false);
  });

  it.each([
    ['one private address among public ones', ['93.184.216.34', '10.0.0.5'], 'private_address'],
    ['an IPv4 address in IPv6 clothes', ['::ffff:169.254.169.254'], 'private_address'],
    ['no address at all', [], 'unresolvable'],
    ['only public addresses', ['93.184.216.34', '2606:4700::1111'], 'accepted'],
  ])('is resolved: %s', async (_, addresses, code) => {
    const internet = Object.assign(new Internet(), { resolve: async () => addresses });
    const checked = new GuardedHttp({ clock, allowLocalhost: true, internet }).check('https://hook.example/');
    await expect(
      checked.then(
        () => 'accepted',
        (error: TargetRefused) => error.code,
      ),
    ).resolves.toBe(code);
  });
});

describe('a posting', () => {
  it('arrives as it was given, with its phases measured', async () => {
    let seen = {};
    const posted = await post((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        seen = { method: request.method, url: request.url, body, host: request.headers.host };
        response.writeHead(201, { 'X-Seen': 'yes' }).end('thanks');
      });
    });
    expect(seen).toEqual({
      method: 'POST',
      url: '/hook?x=1',
      body: '{"a":1}',
      host: expect.stringMatching(/^localhost:\d+$/),
    });
    expect(posted).toMatchObject({ statusCode: 201, failure: null, truncated: false, resolvedIp: '127.0.0.1' });
    expect(posted.headers['x-seen']).toBe('yes');
    expect(posted.body.toString()).toBe('thanks');
    for (const ms of [posted.phases.connectMs, posted.phases.ttfbMs, posted.durationMs])
      expect(ms).toBeGreaterThanOrEqual(0);
  });

  it('does not follow redirects', async () => {
    let calls = 0;
    const posted = await post((_, response) => {
      calls++;
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect(posted.statusCode).toBe(302);
    expect(calls).toBe(1);
  });

  it('reads no more than the limit of an endless answer', async () => {
    const posted = await post((_, response) => {
      const chunk = Buffer.alloc(65_536, 'x');
      const pump = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', pump);
      };
      response.on('error', () => undefined);
      pump();
    });
    expect(posted).toMatchObject({ statusCode: 200, truncated: true, failure: null });
    expect(posted.body.length).toBe(102_400);
  });

  it('keeps a gzip bomb packed', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const posted = await post((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb));
    expect(posted.body.equals(bomb.subarray(0, 102_400))).toBe(true);
  });

  it.each([
    ['a receiver that never answers', () => undefined],
    [
      'an answer that drips for ever',
      (_: unknown, response: http.ServerResponse) => void response.writeHead(200).write('x'),
    ],
  ])('gives up on %s', async (_, answer) => {
    const posting = post(answer as http.RequestListener);
    await new Promise((resolve) => setTimeout(resolve, 50));
    time.advance(15_000);
    expect(await posting).toMatchObject({ failure: { code: 'timeout' } });
  });

  it('can be interrupted', async () => {
    const stop = new AbortController();
    const posting = post(() => stop.abort(), { signal: stop.signal });
    expect(await posting).toMatchObject({ failure: { code: 'interrupted' }, statusCode: null });
  });

  it.each([
    ['bytes that are not HTTP', 'SSH-2.0-OpenSSH\r\n', 'invalid_response'],
    ['ten thousand interim answers', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(10_000), 'invalid_response'],
    ['endless headers', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(10_000)}`, 'invalid_response'],
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      'invalid_response',
    ],
  ])('reports %s', async (_, bytes, code) => {
    expect(await postRaw((write) => write(bytes))).toMatchObject({ failure: { code } });
  });

  it('reports a connection that breaks before or inside the answer', async () => {
    expect(await postRaw((_, end) => end())).toMatchObject({ failure: { code: 'connection_reset' }, statusCode: null });
    const inside = await postRaw((write, end) => {
      write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setTimeout(end, 20);
    });
    expect(inside).toMatchObject({ failure: { code: 'connection_reset' }, statusCode: 200 });
  });

  it('reports that nobody listens, in clear and in TLS', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await guard().post(posting(port))).toMatchObject({ failure: { code: 'connection_refused' } });
    const secure = { ...posting(port), url: `https://127.0.0.1:${port}/` };
    expect(await guard().post(secure)).toMatchObject({ failure: { code: 'connection_refused' } });
  });

  it('goes out again when an idle connection was closed under its hands', async () => {
    let served = 0;
    const server = http.createServer((_, response) => {
      served++;
      response.end();
      // closes after the answer without saying so
      setImmediate(() => setTimeout(() => response.socket?.destroy(), 5));
    });
    const port = await listening(server);
    const one = guard();
    for (let i = 0; i < 20; i++)
      expect(await one.post(posting(port))).toMatchObject({ statusCode: 200, failure: null });
    expect(served).toBeGreaterThanOrEqual(20);
  });

  it('never writes to a connection that led elsewhere', async () => {
    let bytes = 0;
    const server = createServer((socket) =>
      socket.on('data', (data) => (bytes += data.length)).on('error', () => undefined),
    );
    const port = await listening(server);
    const internet = Object.assign(new Internet(), { resolve: async () => ['93.184.216.34'] });
    const dial = internet.dial.bind(internet);
    internet.dial = () => dial('127.0.0.1', port);
    const made = new GuardedHttp({ clock, allowLocalhost: false, internet });
    const posted = await made.post({ ...posting(port), url: 'https://hook.example/' });
    expect(posted).toMatchObject({ failure: { code: 'private_address' }, statusCode: null });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bytes).toBe(0);
  });
});
