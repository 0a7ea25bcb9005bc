/** Which addresses belong to the public internet; everything else is internal. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IANA special-purpose registries, and addresses that clouds give to their inside. */
const NOT_PUBLIC_V4: [network: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier NAT; Alibaba's metadata
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's host
  ['169.254.0.0', 16], // link-local; most clouds' metadata
  ['172.16.0.0', 12],
  ['192.0.0.0', 24], // IETF protocols; Oracle's metadata
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Holes in 2000::/3, the only range of IPv6 that is handed out to the public. */
const NOT_PUBLIC_V6: [network: string, bits: number][] = [
  ['2001::', 23], // IETF protocols: Teredo, benchmarking, AMT, ORCHID
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4: an IPv4 address in disguise
  ['2620:4f:8000::', 48],
  ['3ffe::', 16],
  ['3fff::', 20],
];

const refusedV4 = blockListOf(NOT_PUBLIC_V4, 'ipv4');
const refusedV6 = blockListOf(NOT_PUBLIC_V6, 'ipv6');
const globalV6 = blockListOf([['2000::', 3]], 'ipv6');
const loopback = blockListOf([['127.0.0.0', 8]], 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refusedV4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6') && !isTunnel(address);
}

export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return loopback.check(address, 'ipv4');
  return isIPv6(address) && loopback.check(address, 'ipv6');
}

/** Equality of addresses, not of their spelling. */
export function isSameAddress(one: string, other: string): boolean {
  const family = isIPv4(one) ? 'ipv4' : isIPv6(one) ? 'ipv6' : null;
  if (family === null || (family === 'ipv4') !== isIPv4(other) || (family === 'ipv6') !== isIPv6(other)) return false;
  const list = new BlockList();
  list.addAddress(one, family);
  return list.check(other, family);
}

/** ISATAP: an interface identifier that carries the IPv4 address to which a tunnel would go. */
function isTunnel(address: string): boolean {
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const gap = Array<string>(Math.max(0, 8 - groups(head).length - groups(tail).length)).fill('0');
  const all = [...groups(head), ...gap, ...groups(tail)];
  return all[5] === '5efe' && (all[4] === '0' || all[4] === '200');
}

function blockListOf(networks: [string, number][], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, family);
  return list;
}
