/** The world outside as this process meets it: names and sockets. Tests put a small world of their own in its place. */
import { Resolver } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';

const DNS_TIMEOUT_MS = 2_000;
const DNS_TRIES = 2;

export class Internet {
  /**
   * Every address of a name, from the DNS itself: no hosts file, no search domains.
   * @throws Error when no server gives an answer; a name without addresses answers []
   */
  async resolve(hostname: string, signal: AbortSignal): Promise<string[]> {
    const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
    const onAbort = () => resolver.cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      if (found.length > 0) return found;
      const failure = answers.find((answer) => answer.status === 'rejected' && !saysNothing(answer.reason));
      if (failure) throw (failure as PromiseRejectedResult).reason;
      return [];
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** A TCP connection to one address, never to a name. */
  dial(address: string, port: number): Socket {
    return connect({ host: address, port, noDelay: true });
  }
}

function saysNothing(reason: unknown): boolean {
  const code = (reason as { code?: string } | null)?.code;
  return code === 'ENODATA' || code === 'ENOTFOUND';
}
