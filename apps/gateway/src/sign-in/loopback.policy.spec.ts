import { isLoopbackAddress, isLoopbackHost, isLoopbackPeer } from './loopback.policy.js';

const peer = (headers: Record<string, string> | string[], remoteAddress: string | undefined = '127.0.0.1') => ({
  remoteAddress,
  rawHeaders: Array.isArray(headers) ? headers : Object.entries(headers).flat(),
});

describe('a peer on this machine', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])('may come from %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
    expect(isLoopbackPeer(peer({ Host: 'localhost:3000' }, address))).toBe(true);
  });

  it.each(['10.0.0.1', '128.0.0.1', '0.0.0.0', '::', '::2', '::ffff:10.0.0.1', 'fe80::1', '', undefined])(
    'does not come from %s',
    (address) => {
      expect(isLoopbackPeer({ ...peer({ Host: 'localhost:3000' }), remoteAddress: address })).toBe(false);
    },
  );

  it.each(['localhost', 'LOCALHOST:3000', 'thenar.localhost:1', '127.0.0.1', '127.0.0.1:65535', '[::1]', '[::1]:3000'])(
    'calls us %s',
    (host) => expect(isLoopbackHost(host)).toBe(true),
  );

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1.nip.io',
    '127.1',
    '2130706433',
    '0.0.0.0',
    '[::]',
    '::1',
    '[::1].evil.example',
    'user@localhost',
    'localhost:3000/x',
    'localhost:',
    '',
  ])('does not call us "%s"', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
    expect(isLoopbackPeer(peer({ Host: host }))).toBe(false);
  });

  it.each(['X-Forwarded-For', 'x-forwarded-host', 'X-Forwarded-Anything', 'Forwarded', 'Via', 'X-Real-IP'])(
    'sends no %s: that is a proxy',
    (name) => expect(isLoopbackPeer(peer({ Host: 'localhost', [name]: '127.0.0.1' }))).toBe(false),
  );

  it('names one host', () => {
    expect(isLoopbackPeer(peer({}))).toBe(false);
    expect(isLoopbackPeer(peer(['Host', 'localhost', 'host', 'evil.example']))).toBe(false);
  });

  it('asks from a page of this machine, if from a page', () => {
    expect(isLoopbackPeer(peer({ Host: 'localhost:3000', Origin: 'http://localhost:5173' }))).toBe(true);
    for (const Origin of ['https://evil.example', 'http://evil.example:3000', 'null'])
      expect(isLoopbackPeer(peer({ Host: 'localhost:3000', Origin }))).toBe(false);
  });
});
