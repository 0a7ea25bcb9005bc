import { canonicalAddress, canonicalValue } from './list-value.policy.js';

describe('a value of a list', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:C000:0207', '192.0.2.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
  ])('%s is the address %s', (text, address) => {
    expect(canonicalAddress(text)).toBe(address);
  });

  it.each(['', '192.0.2', '192.0.2.256', '192.0.02.7', '192.0.2.0/24', 'fe80::1%eth0', '2001:db8::/32', 'localhost'])(
    '%j is no address',
    (text) => {
      expect(canonicalAddress(text)).toBeNull();
    },
  );

  it('is an id in its one spelling', () => {
    const id = '01890000-0000-7000-8000-00000000000a';
    expect(canonicalValue('member', id)).toBe(id);
    expect(canonicalValue('device', id.toUpperCase())).toBeNull();
    expect(canonicalValue('member', 'me')).toBeNull();
  });

  it('is an external id as members keep it', () => {
    expect(canonicalValue('external_id', ' Zoe\u0308 ')).toBe('Zoë');
    expect(canonicalValue('external_id', '   ')).toBeNull();
    expect(canonicalValue('external_id', 'a\tb')).toBeNull();
    expect(canonicalValue('external_id', 'x'.repeat(201))).toBeNull();
  });
});
