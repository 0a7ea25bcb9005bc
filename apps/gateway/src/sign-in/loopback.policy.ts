/** Who sits at this machine: the development sign-in speaks to nobody else. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const HOST = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[a-z0-9.-]+))(?::\d{1,5})?$/i;
/** Traces of a proxy: behind one, the peer's address says nothing about the person. */
const PROXY_HEADER = /^(x-forwarded-.*|forwarded|x-real-ip|via|x-client-ip|cf-connecting-ip|true-client-ip)$/i;

export interface Peer {
  /** The socket's own, never one that a header claims. */
  remoteAddress: string | undefined;
  /** Names and values by turns, as they arrived: Node hides repetitions elsewhere. */
  rawHeaders: string[];
}

export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** @param authority host with or without a port, as in a `Host` header */
export function isLoopbackHost(authority: string): boolean {
  const { v6, name } = HOST.exec(authority)?.groups ?? {};
  if (v6 !== undefined) return isLoopbackAddress(v6);
  if (name === undefined) return false;
  return isLoopbackAddress(name) || /^(.+\.)?localhost$/i.test(name);
}

/**
 * True for a program on this machine that calls us by a name of this machine. The name matters because of DNS rebinding:
 * a hostile page's own name can lead a browser here, but then `Host` (and `Origin`) carry that name.
 */
export function isLoopbackPeer({ remoteAddress, rawHeaders }: Peer): boolean {
  const values = (wanted: string) =>
    rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === wanted);
  const hosts = values('host');
  const origins = values('origin');
  return (
    remoteAddress !== undefined &&
    isLoopbackAddress(remoteAddress) &&
    hosts.length === 1 &&
    isLoopbackHost(hosts[0]!) &&
    origins.every((origin) => isLoopbackHost(origin.replace(/^https?:\/\//, ''))) &&
    !rawHeaders.some((name, i) => i % 2 === 0 && PROXY_HEADER.test(name))
  );
}
