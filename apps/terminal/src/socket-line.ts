/**
 * A line whose polls go over the terminal's socket: beat, then wait for what the gateway sends by itself. Everything else
 * goes by HTTP, so a terminal may change between the two at any time: each beat says what it knows and is told the rest.
 */
import { randomInt } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { prove } from './dpop.js';
import type { Line, LineOptions, Question } from './line.js';
import { Refused, Unreachable } from './trouble.js';
import type { PollAnswer, PollQuestion, Session } from './wire.js';

const POLL = '/v1/terminal/poll';
const NAMESPACE = '/terminal';
const HANDSHAKE_PATH = '/socket.io/';
const CONNECT_WITHIN_MS = 10_000;
/** A beat comes up to so much sooner than it was promised: terminals that dialled together drift apart. */
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
type News =
  { session: Session } | { config: NonNullable<PollAnswer['config']> } | { disabled: string } | { gone: string };

export class SocketLine implements Line {
  private socket: Socket | null = null;
  private nonce: string | undefined;

  constructor(
    private readonly http: Line,
    private readonly options: LineOptions,
  ) {}

  async ask(question: Question): Promise<unknown> {
    if (question.path !== POLL || question.accessToken === undefined) return this.http.ask(question);
    const socket = await this.connected(question.accessToken, question.signal);
    const { wait_s, ...known } = question.body as PollQuestion;
    const news = this.listen(socket, question.signal); // before the beat: nothing falls between
    try {
      const answer = await beat(socket, known);
      if (tellsMore(answer, known)) return { ...answer, next_poll_in_s: 0 };
      const heard = await news.within(Math.min(wait_s * 1000, untilNextBeatMs(answer)));
      return asAnswer(heard, answer);
    } finally {
      news.leave();
    }
  }

  isOpen(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Hangs up; the next poll dials again. */
  close(): void {
    this.socket?.disconnect();
    this.socket = null;
  }

  private async connected(token: string, signal?: AbortSignal): Promise<Socket> {
    if (this.socket?.connected) return this.socket;
    this.close();
    try {
      return (this.socket = await this.dial(token, signal));
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'use_dpop_nonce') throw error;
      return (this.socket = await this.dial(token, signal)); // the refusal brought the nonce
    }
  }

  private async dial(token: string, signal?: AbortSignal): Promise<Socket> {
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
      const stopped = () => fail(new Unreachable('stopped'));
      signal?.addEventListener('abort', stopped);
      if (signal?.aborted) stopped(); // before anybody listened
      socket.once('connect_error', (error: Error & { data?: RefusalBody }) => {
        this.nonce = error.data?.dpop_nonce ?? this.nonce;
        fail(error.data ? refusalOf(error.data) : new Unreachable(`no socket at ${origin}: ${error.message}`));
      });
      socket.once('connect', () => {
        signal?.removeEventListener('abort', stopped);
        resolve(socket);
      });
    });
  }

  private listen(socket: Socket, signal?: AbortSignal) {
    let hear!: (news: News | null) => void;
    const heard = new Promise<News | null>((resolve) => (hear = resolve));
    const ears: Record<string, (body: never) => void> = {
      'session:offered': ({ session }: { session: Session }) => hear({ session }),
      'session:changed': ({ session }: { session: Session }) => hear({ session }),
      'config:changed': (config: NonNullable<PollAnswer['config']>) => hear({ config }),
      'device:disabled': ({ code }: { code: string }) => hear({ disabled: code }),
      disconnect: (why: string) => hear({ gone: why }),
    };
    const stopped = () => hear({ gone: 'stopped' });
    for (const [event, ear] of Object.entries(ears)) socket.on(event, ear as () => void);
    signal?.addEventListener('abort', stopped);
    if (signal?.aborted) stopped(); // before anybody listened
    let timer: NodeJS.Timeout | undefined;
    return {
      within: (ms: number): Promise<News | null> => {
        timer = setTimeout(() => hear(null), ms);
        return heard;
      },
      leave: () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stopped);
        for (const [event, ear] of Object.entries(ears)) socket.off(event, ear as () => void);
      },
    };
  }
}

async function beat(socket: Socket, known: object): Promise<PollAnswer> {
  const answer = (await socket
    .timeout(CONNECT_WITHIN_MS)
    .emitWithAck('heartbeat', known)
    .catch(() => {
      throw new Unreachable('the socket does not answer');
    })) as PollAnswer | RefusalBody;
  if ('error' in answer) throw refusalOf(answer);
  return answer;
}

const untilNextBeatMs = ({ next_poll_in_s }: PollAnswer): number =>
  next_poll_in_s * 10 * (100 - randomInt(MAX_SHORTENED_PERCENT + 1));

function tellsMore({ session, config }: PollAnswer, known: Omit<PollQuestion, 'wait_s'>): boolean {
  const isNews = session && (session.session_id !== known.session_id || session.version !== known.session_version);
  return isNews === true || config !== null;
}

/** @throws Refused, Unreachable */
function asAnswer(news: News | null, before: PollAnswer): PollAnswer {
  const answer = { ...before, next_poll_in_s: 0 };
  if (news === null) return answer;
  if ('disabled' in news)
    throw refusalOf({ error: { code: news.disabled, message: 'The gateway closed the socket.' } });
  if ('gone' in news) throw new Unreachable(`the socket closed: ${news.gone}`);
  return { ...answer, ...news };
}

function refusalOf({ error }: RefusalBody): Refused {
  return new Refused({ ...error, status: STATUS[error.code] ?? 503 });
}
