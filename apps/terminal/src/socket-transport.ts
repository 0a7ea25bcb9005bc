/**
 * A transport whose polls go over the terminal's socket: a heartbeat, then a wait for what the gateway pushes. Everything
 * else goes by HTTP, so a terminal may change between the two at any time: each heartbeat carries what it knows.
 */
import { randomInt } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { prove } from './dpop.js';
import type { Transport, TransportOptions, TransportRequest } from './transport.js';
import { RefusalError, UnreachableError } from './errors.js';
import type { PollAnswer, PollRequest, Session } from './wire.js';

const POLL = '/v1/terminal/poll';
const NAMESPACE = '/terminal';
const HANDSHAKE_PATH = '/socket.io/';
const CONNECT_WITHIN_MS = 10_000;
/** A heartbeat comes up to this much sooner: terminals that connected together spread out. */
const MAX_SHORTENED_PERCENT = 30;
const STATUS: Record<string, number> = {
  invalid_token: 401,
  unauthenticated: 401,
  use_dpop_nonce: 401,
  device_disabled: 403,
  device_decommissioned: 410,
  validation_error: 400,
};

interface RefusalBody {
  error: { code: string; message: string; details?: Record<string, unknown> };
  dpop_nonce?: string;
}
type PushedEvent =
  { session: Session } | { config: NonNullable<PollAnswer['config']> } | { disabled: string } | { gone: string };

export class SocketTransport implements Transport {
  private socket: Socket | null = null;
  private nonce: string | undefined;

  constructor(
    private readonly http: Transport,
    private readonly options: TransportOptions,
  ) {}

  async send(request: TransportRequest): Promise<unknown> {
    if (request.path !== POLL || request.accessToken === undefined) return this.http.send(request);
    const socket = await this.connected(request.accessToken, request.signal);
    const { wait_s, ...known } = request.body as PollRequest;
    const pushed = this.listen(socket, request.signal); // before the heartbeat: nothing is missed between
    try {
      const answer = await sendHeartbeat(socket, known);
      if (bringsNews(answer, known)) return { ...answer, next_poll_in_s: 0 };
      const received = await pushed.within(Math.min(wait_s * 1000, nextHeartbeatMs(answer)));
      return asAnswer(received, answer);
    } finally {
      pushed.stop();
    }
  }

  isOpen(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Disconnects; the next poll connects again. */
  close(): void {
    this.socket?.disconnect();
    this.socket = null;
  }

  private async connected(token: string, signal?: AbortSignal): Promise<Socket> {
    if (this.socket?.connected) return this.socket;
    this.close();
    try {
      return (this.socket = await this.connect(token, signal));
    } catch (error) {
      if (!(error instanceof RefusalError) || error.code !== 'use_dpop_nonce') throw error;
      return (this.socket = await this.connect(token, signal)); // the refusal brought the nonce
    }
  }

  private async connect(token: string, signal?: AbortSignal): Promise<Socket> {
    const { origin, key, now } = this.options;
    const url = origin + HANDSHAKE_PATH;
    const dpop = await prove(key, { method: 'GET', url, nowMs: now(), nonce: this.nonce, accessToken: token });
    const socket = io(origin + NAMESPACE, {
      ...{ transports: ['websocket'], auth: { token, dpop }, reconnection: false, forceNew: true },
      timeout: CONNECT_WITHIN_MS,
    });
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        signal?.removeEventListener('abort', stopped);
        socket.disconnect();
        reject(error);
      };
      const stopped = () => fail(new UnreachableError('stopped'));
      signal?.addEventListener('abort', stopped);
      if (signal?.aborted) stopped(); // before the listener was added
      socket.once('connect_error', (error: Error & { data?: RefusalBody }) => {
        this.nonce = error.data?.dpop_nonce ?? this.nonce;
        fail(error.data ? refusalOf(error.data) : new UnreachableError(`no socket at ${origin}: ${error.message}`));
      });
      socket.once('connect', () => {
        signal?.removeEventListener('abort', stopped);
        resolve(socket);
      });
    });
  }

  private listen(socket: Socket, signal?: AbortSignal) {
    let receive!: (pushed: PushedEvent | null) => void;
    const received = new Promise<PushedEvent | null>((resolve) => (receive = resolve));
    const listeners: Record<string, (body: never) => void> = {
      'session:offered': ({ session }: { session: Session }) => receive({ session }),
      'session:changed': ({ session }: { session: Session }) => receive({ session }),
      'config:changed': (config: NonNullable<PollAnswer['config']>) => receive({ config }),
      'device:disabled': ({ code }: { code: string }) => receive({ disabled: code }),
      disconnect: (why: string) => receive({ gone: why }),
    };
    const stopped = () => receive({ gone: 'stopped' });
    for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener as () => void);
    signal?.addEventListener('abort', stopped);
    if (signal?.aborted) stopped(); // before the listener was added
    let timer: NodeJS.Timeout | undefined;
    return {
      within: (ms: number): Promise<PushedEvent | null> => {
        timer = setTimeout(() => receive(null), ms);
        return received;
      },
      stop: () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stopped);
        for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener as () => void);
      },
    };
  }
}

async function sendHeartbeat(socket: Socket, known: object): Promise<PollAnswer> {
  const answer = (await socket
    .timeout(CONNECT_WITHIN_MS)
    .emitWithAck('heartbeat', known)
    .catch(() => {
      throw new UnreachableError('the socket does not answer');
    })) as PollAnswer | RefusalBody;
  if ('error' in answer) throw refusalOf(answer);
  return answer;
}

const nextHeartbeatMs = ({ next_poll_in_s }: PollAnswer): number =>
  next_poll_in_s * 10 * (100 - randomInt(MAX_SHORTENED_PERCENT + 1));

function bringsNews({ session, config }: PollAnswer, known: Omit<PollRequest, 'wait_s'>): boolean {
  const isNews = session && (session.session_id !== known.session_id || session.version !== known.session_version);
  return isNews === true || config !== null;
}

/** @throws RefusalError, UnreachableError */
function asAnswer(pushed: PushedEvent | null, before: PollAnswer): PollAnswer {
  const answer = { ...before, next_poll_in_s: 0 };
  if (pushed === null) return answer;
  if ('disabled' in pushed)
    throw refusalOf({ error: { code: pushed.disabled, message: 'The gateway closed the socket.' } });
  if ('gone' in pushed) throw new UnreachableError(`the socket closed: ${pushed.gone}`);
  return { ...answer, ...pushed };
}

function refusalOf({ error }: RefusalBody): RefusalError {
  return new RefusalError({ ...error, status: STATUS[error.code] ?? 503 });
}
