/** The network guard by itself: names that change their mind, certificates that lie, and a second judge of addresses. */
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { jest } from '@jest/globals';
import { RequestFilteringHttpAgent } from 'request-filtering-agent';
import { Clock } from '#platform/clock';
import { GuardedHttp, Internet, isPublicAddress } from '#platform/guarded-http';
import { type Certificate, makeCertificate } from '../support/certificate.js';

const clock = new Clock();
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A world in which public addresses are this machine's ports, and say that they are not. */
class SmallWorld extends Internet {
  readonly dialed: string[] = [];
  constructor(
    private readonly names: (name: string) => string[],
    private readonly ports: Record<string, number>,
  ) {
    super();
  }
  override resolve(name: string): Promise<string[]> {
    return Promise.resolve(this.names(name));
  }
  override dial(address: string, port: number): net.Socket {
    this.dialed.push(address);
    const socket = net.connect({
      host: isPublicAddress(address) ? '127.0.0.1' : address,
      port: this.ports[address] ?? port,
    });
    Object.defineProperty(socket, 'remoteAddress', { get: () => address });
    return socket;
  }
}

const posting = (url: string) => ({ url, headers: {}, body: Buffer.from('{}'), timeoutMs: 5_000, maxBodyBytes: 1_000 });

describe('a name that changes its mind', () => {
  it('leads to a private address in none of 10,000 postings', async () => {
    let accepted = 0;
    const sink = await listen(net.createServer((socket) => (accepted++, socket.destroy())));
    const inside = ['127.0.0.1', '::1', '169.254.169.254', '10.0.0.5', '::ffff:127.0.0.1', 'fd00:ec2::254'];
    let asked = 0;
    const answers = () => {
      const turn = asked++ % 7;
      if (turn === 0) return ['93.184.216.34'];
      return turn === 6 ? ['93.184.216.34', '127.0.0.1'] : [inside[asked % inside.length]];
    };
    const world = new SmallWorld(answers, {});
    // the public side refuses the connection, at once and without a socket of the system
    jest.spyOn(world, 'dial').mockImplementation((address, port) => {
      world.dialed.push(address);
      if (!isPublicAddress(address)) return net.connect(port, address);
      const socket = new net.Socket();
      process.nextTick(() => socket.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })));
      return socket;
    });
    const guard = new GuardedHttp({ clock, allowLocalhost: false, internet: world });
    closing.push(() => guard.close());
    const seen = new Map<string, number>();
    for (let done = 0; done < 10_000; done += 100)
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          const { failure } = await guard.post(posting(`https://rebind.example:${sink}/hook`));
          seen.set(failure!.code, (seen.get(failure!.code) ?? 0) + 1);
        }),
      );
    expect(asked).toBe(10_000);
    expect(accepted).toBe(0);
    expect(new Set(world.dialed)).toEqual(new Set(['93.184.216.34']));
    expect(seen.get('connection_refused')! + seen.get('private_address')!).toBe(10_000);
  });

  it('does not get the connection that was open to its old address', async () => {
    const { key, cert } = makeCertificate({ names: ['hook.example'] });
    const serve = (name: string) => https.createServer({ key, cert }, (_, response) => response.end(name));
    const one = await listen(serve('one'));
    const two = await listen(serve('two'));
    let now = ['93.184.216.34'];
    const world = new SmallWorld(() => now, { '93.184.216.34': one, '93.184.216.35': two });
    const guard = new GuardedHttp({ clock, allowLocalhost: false, internet: world, authorities: [cert] });
    closing.push(() => guard.close());
    const post = async () => {
      const { body, failure } = await guard.post(posting('https://hook.example/'));
      return failure?.code ?? body.toString();
    };
    expect([await post(), await post()]).toEqual(['one', 'one']);
    expect(world.dialed).toHaveLength(1); // kept open meanwhile
    now = ['93.184.216.35'];
    expect(await post()).toBe('two');
    now = ['127.0.0.1'];
    expect(await post()).toBe('private_address');
    now = ['93.184.216.34'];
    expect(await post()).toBe('one');
  });
});

describe('TLS', () => {
  async function post(certificate: Certificate, trusted: Certificate, url = 'https://hook.example/') {
    const port = await listen(https.createServer(certificate, (_, response) => response.end('ok')));
    const world = new SmallWorld(() => ['93.184.216.34'], { '93.184.216.34': port });
    const guard = new GuardedHttp({ clock, allowLocalhost: false, internet: world, authorities: [trusted.cert] });
    closing.push(() => guard.close());
    return guard.post(posting(url));
  }

  it('is spoken with a receiver whose certificate is in order, and its phases are measured', async () => {
    const good = makeCertificate({ names: ['hook.example'] });
    const posted = await post(good, good);
    expect(posted).toMatchObject({ statusCode: 200, failure: null, resolvedIp: '93.184.216.34' });
    expect(posted.phases.tlsMs).toBeGreaterThan(0);
    expect(posted.phases.connectMs).toBeGreaterThan(0);
  });

  it('is spoken with an address that has a certificate of its own', async () => {
    const good = makeCertificate({ names: ['93.184.216.34'] });
    expect(await post(good, good, 'https://93.184.216.34/')).toMatchObject({ statusCode: 200, failure: null });
  });

  it.each([
    ['self-signed', makeCertificate({ names: ['hook.example'] }), null, 'self-signed'],
    ['expired', makeCertificate({ names: ['hook.example'], from: -30, until: -1 }), 'itself', 'expired'],
    ['for another name', makeCertificate({ names: ['other.example'] }), 'itself', 'another name'],
  ])('is refused when the certificate is %s', async (_, certificate, trusts, why) => {
    const posted = await post(certificate, trusts ? certificate : makeCertificate({ names: ['hook.example'] }));
    expect(posted).toMatchObject({ statusCode: null, failure: { code: 'tls_failed' } });
    expect(posted.failure!.message).toContain(why);
  });
});

describe('a second judge', () => {
  /** What request-filtering-agent says of an address, without going there. */
  function judgeRefuses(address: string): boolean {
    let refusal: unknown = null;
    const agent = new RequestFilteringHttpAgent();
    const parent = jest.spyOn(
      http.Agent.prototype as unknown as { createConnection(o: unknown): unknown },
      'createConnection',
    );
    parent.mockImplementation((options) => {
      const { lookup } = options as { lookup: (n: string, o: object, cb: (e: unknown) => void) => void };
      lookup('name.example', { all: false }, (error) => (refusal = error));
      return new net.Socket();
    });
    const connect = agent.createConnection.bind(agent) as unknown as (o: object) => net.Socket;
    const family = net.isIPv6(address) ? 6 : 4;
    const lookup = (_: string, __: object, callback: (error: null, address: string, family: number) => void) =>
      callback(null, address, family);
    connect({ host: 'name.example', port: 443, lookup });
    parent.mockRestore();
    return refusal !== null && refusal !== undefined;
  }

  it('refuses nothing that the guard lets pass', () => {
    expect([judgeRefuses('127.0.0.1'), judgeRefuses('8.8.8.8')]).toEqual([true, false]);
    const v6 = fc
      .tuple(fc.constantFrom('2001', '2002', '2606', '2a00', '64', 'fe80', 'fc00', '::ffff:0'), fc.ipV6())
      .map(([head, tail]) => {
        const joined = `${head}:${tail.split(':').slice(1).join(':')}`;
        return net.isIPv6(joined) ? joined : tail;
      });
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), v6), (address) => !judgeRefuses(address) || !isPublicAddress(address)),
      { numRuns: 3_000 },
    );
  });

  it('finds the public internet where the guard finds it, and knows special ranges less well', () => {
    const publicOnes = [
      '1.1.1.1',
      '11.0.0.1',
      '172.32.0.1',
      '198.20.0.1',
      '2606:4700::1111',
      '2a00:1450:4001:800::200e',
    ];
    for (const address of publicOnes)
      expect([address, isPublicAddress(address), judgeRefuses(address)]).toEqual([address, true, false]);
    // the reason why the guard is our own code
    for (const address of ['168.63.129.16', '192.31.196.1']) expect(isPublicAddress(address)).toBe(false);
  });
});
