/**
 * Requests to addresses that tenants name: each URL is read, resolved and checked right before it is used, and the
 * connection goes to an address that was checked. No redirects, no proxy, no unpacking, a limit on time and on bytes.
 */
import type { Clock } from '#platform/clock';
import { isLoopbackAddress, isPublicAddress } from './address.policy.js';
import { type HttpResponse, exchange } from './exchange.js';
import type { Failure } from './failure.js';
import { Internet } from './internet.js';
import { type PinnedAgents, pinnedAgents } from './pinned-agents.js';
import { privateAddress, readTarget, type Target, TargetRefused } from './url.policy.js';

export interface GuardOptions {
  clock: Clock;
  /** http:// and https:// to this machine; for development only. */
  allowLocalhost: boolean;
  internet?: Internet;
  /** Certificate authorities to trust instead of the system's. */
  authorities?: string[];
}

export interface CheckedTarget {
  target: Target;
  /** Every one passed the policy. */
  addresses: string[];
  dnsMs: number;
}

export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  timeoutMs: number;
  maxBodyBytes: number;
  /** Ends it early, as `interrupted`. */
  signal?: AbortSignal;
}

export interface Phases {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  ttfbMs: number | null;
}

/** How a posting went. `failure` null means that an answer was read, whatever its status. */
export interface PostResult {
  statusCode: number | null;
  headers: Record<string, string>;
  body: Buffer;
  truncated: boolean;
  phases: Phases;
  durationMs: number;
  resolvedIp: string | null;
  failure: Failure | null;
}

/** More addresses than these are not tried. */
const MAX_ADDRESSES = 32;
const MAX_DIALED = 3;
const LOOPBACK = ['127.0.0.1', '::1'];

export class GuardedHttp {
  private readonly internet: Internet;
  private readonly kept: PinnedAgents;
  private readonly fresh: PinnedAgents;

  constructor(private readonly options: GuardOptions) {
    this.internet = options.internet ?? new Internet();
    this.kept = pinnedAgents(this.internet, true, options.authorities);
    this.fresh = pinnedAgents(this.internet, false, options.authorities);
  }

  /** What the URL says by itself. @throws TargetRefused */
  read(url: string): Target {
    return readTarget(url, this.options);
  }

  /** Reads and resolves: every address must pass. @throws TargetRefused */
  async check(url: string, signal: AbortSignal = AbortSignal.timeout(10_000)): Promise<CheckedTarget> {
    const target = this.read(url);
    const startedAt = performance.now();
    const addresses = await this.addressesOf(target, signal);
    const allowed = target.loopback ? isLoopbackAddress : isPublicAddress;
    if (!addresses.every((address) => allowed(address))) throw privateAddress();
    return { target, addresses, dnsMs: target.literal ? 0 : performance.now() - startedAt };
  }

  /** Never throws: what went wrong is in the answer. */
  async post(posting: PostRequest): Promise<PostResult> {
    const startedAt = performance.now();
    const limit = new AbortController();
    const interrupt = () => limit.abort({ code: 'interrupted', message: 'The gateway stopped.' } satisfies Failure);
    const done = new AbortController();
    posting.signal?.addEventListener('abort', interrupt, { once: true });
    if (posting.signal?.aborted) interrupt();
    const late: Failure = { code: 'timeout', message: `No complete answer within ${posting.timeoutMs / 1000} s.` };
    this.options.clock.sleep(posting.timeoutMs, done.signal).then(
      () => limit.abort(late),
      () => undefined, // done in time
    );
    try {
      return await this.attempt(posting, limit.signal, startedAt);
    } finally {
      done.abort();
      posting.signal?.removeEventListener('abort', interrupt);
    }
  }

  /** Called by Nest, which knows this hook by its name. */
  onApplicationShutdown(): void {
    this.close();
  }

  close(): void {
    for (const agents of [this.kept, this.fresh]) {
      agents.plain.destroy();
      agents.secure.destroy();
    }
  }

  private async attempt(posting: PostRequest, signal: AbortSignal, startedAt: number): Promise<PostResult> {
    let checked: CheckedTarget;
    try {
      checked = await Promise.race([this.check(posting.url, signal), whenAborted(signal)]);
    } catch (thrown) {
      return present(nothingRead(failureBeforeDialing(thrown, signal)), { startedAt, dnsMs: null, address: null });
    }
    let last: { exchanged: HttpResponse; address: string } | undefined;
    for (const address of checked.addresses.slice(0, MAX_DIALED)) {
      last = { exchanged: await this.exchangeWith(address, checked.target, posting, signal), address };
      // only an address that never answered the call leaves space for the next one
      if (last.exchanged.connectMs !== null || signal.aborted) break;
    }
    return present(last!.exchanged, { startedAt, dnsMs: checked.dnsMs, address: last!.address });
  }

  private async exchangeWith(
    address: string,
    target: Target,
    posting: PostRequest,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const { url, port, secure, literal, hostname } = target;
    const wanted = {
      address,
      port,
      secure,
      serverName: literal ? null : hostname,
      path: url.pathname + url.search,
      headers: { ...posting.headers, Host: url.host, 'Content-Length': String(posting.body.length) },
      body: posting.body,
      signal,
      maxBodyBytes: posting.maxBodyBytes,
    };
    const exchanged = await exchange({ ...wanted, agents: this.kept });
    const closedUnderUs =
      exchanged.reused && exchanged.failure?.code === 'connection_reset' && exchanged.statusCode === null;
    return closedUnderUs ? exchange({ ...wanted, agents: this.fresh }) : exchanged;
  }

  private async addressesOf(target: Target, signal: AbortSignal): Promise<string[]> {
    if (target.literal) return [target.hostname];
    if (target.loopback) return LOOPBACK;
    let addresses: string[];
    try {
      addresses = await this.internet.resolve(target.hostname, signal);
    } catch {
      throw new TargetRefused('unresolvable', 'The name of the host could not be resolved.');
    }
    if (addresses.length === 0 || addresses.length > MAX_ADDRESSES)
      throw new TargetRefused('unresolvable', 'The name of the host has no addresses, or too many.');
    return addresses;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function failureBeforeDialing(thrown: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return signal.reason as Failure;
  if (!(thrown instanceof TargetRefused)) throw thrown;
  return { code: thrown.code === 'unresolvable' ? 'dns_failed' : thrown.code, message: thrown.message };
}

function nothingRead(failure: Failure): HttpResponse {
  const timings = { connectMs: null, tlsMs: null, ttfbMs: null };
  return { statusCode: null, headers: {}, body: Buffer.alloc(0), truncated: false, ...timings, reused: false, failure };
}

function present(
  exchanged: HttpResponse,
  seen: { startedAt: number; dnsMs: number | null; address: string | null },
): PostResult {
  const { statusCode, headers, body, truncated, connectMs, tlsMs, ttfbMs, failure } = exchanged;
  return {
    statusCode,
    headers,
    body,
    truncated,
    phases: { dnsMs: seen.dnsMs, connectMs, tlsMs, ttfbMs },
    durationMs: performance.now() - seen.startedAt,
    resolvedIp: seen.address,
    failure,
  };
}
