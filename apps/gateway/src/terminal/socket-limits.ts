/** What bounds sockets: how many an address and a device hold, how often a device speaks on all its ways, and what a frame may be. */
import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Logger } from '#platform/logging';
import { LimitPolicy } from '../access/bad-credentials.js';
import { RateLimits, TrustedProxies } from '../access/rate-limits.js';
import { LOGGER } from '../foundations.tokens.js';
import type { TerminalPrincipal } from '../principal/principal.js';

/** A shop with a hundred terminals behind one address has space; a crowd of unknown clients does not. */
export const MAX_SOCKETS_PER_ADDRESS = 1_000;
export const MAX_SOCKETS_PER_DEVICE = 2;
/** socket.io's packet types that announce binary attachments: `5` an event, `6` an acknowledgement. */
const BINARY_PACKET = /^[56]/;

interface RawSocket {
  request: IncomingMessage;
  on(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): void;
  once(event: 'close', listener: () => void): void;
  close(discard?: boolean): void;
}

@Injectable()
export class SocketLimits {
  private readonly held = new Map<string, number>();
  private readonly proxies: BlockList;

  constructor(
    private readonly rates: RateLimits,
    private readonly policy: LimitPolicy,
    @Inject(LOGGER) private readonly logger: Logger,
    proxies: TrustedProxies,
  ) {
    this.proxies = blockListOf(proxies.ranges);
  }

  /** Only the terminals' namespace exists: the default one is refused as an unknown one is. */
  bind(server: Server): void {
    server.of('/').use((_socket, next) => next(new Error('Invalid namespace')));
    server.engine.on('connection', (socket: RawSocket) => this.admit(socket));
  }

  /** Counts with the calls of the same device over HTTP. @throws Problem `rate_limited` */
  countCall(caller: TerminalPrincipal): Promise<void> {
    return this.rates.countTerminal(caller.deviceId);
  }

  /** A third socket of a device closes its oldest, on whichever gateway that is. */
  async closeOldest(namespace: Namespace, socket: Socket, deviceId: string): Promise<void> {
    const topic = `device ${deviceId}`;
    await socket.join(topic);
    const sockets = await namespace
      .in(topic)
      .fetchSockets()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'other gateways did not say which sockets a device holds');
        return namespace.local.in(topic).fetchSockets();
      });
    sockets.sort((a, b) => openedAt(a) - openedAt(b) || (a.id < b.id ? -1 : 1));
    for (const oldest of sockets.slice(0, -MAX_SOCKETS_PER_DEVICE)) oldest.disconnect(true);
  }

  private admit(socket: RawSocket): void {
    socket.on('packet', ({ type, data }) => {
      if (type === 'message' && (typeof data !== 'string' || BINARY_PACKET.test(data))) socket.close(true);
    });
    if (!this.policy.on) return;
    const address = this.addressOf(socket.request);
    const held = (this.held.get(address) ?? 0) + 1;
    if (held > MAX_SOCKETS_PER_ADDRESS) return socket.close(true);
    this.held.set(address, held);
    socket.once('close', () => {
      const left = this.held.get(address)! - 1;
      if (left > 0) this.held.set(address, left);
      else this.held.delete(address);
    });
  }

  /** The nearest address that is no trusted proxy's; IPv6 counts by its /64. */
  private addressOf(request: IncomingMessage): string {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    let address = request.socket.remoteAddress ?? '';
    while (forwarded.length > 0 && this.isProxy(address)) {
      const before = forwarded.pop()!.trim();
      if (isIP(before) === 0) break;
      address = before;
    }
    return isIP(address) === 6 && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address;
  }

  private isProxy(address: string): boolean {
    const kind = isIP(address);
    return kind !== 0 && this.proxies.check(address, kind === 6 ? 'ipv6' : 'ipv4');
  }
}

const openedAt = ({ data }: { data: { openedAtMs?: number } }): number => data.openedAtMs ?? 0;

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) continue;
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
