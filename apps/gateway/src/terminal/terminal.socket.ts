/** The terminal's socket: the same proof at the handshake, the same looks and bodies as over HTTP; captures go by HTTP. */
import { Inject, type OnModuleDestroy } from '@nestjs/common';
import { type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { ExtendedError, Namespace, Socket } from 'socket.io';
import { problemOf, ShapePipe } from '#platform/http';
import { newId } from '#platform/ids';
import { Clock } from '#platform/clock';
import type { Logger } from '#platform/logging';
import { problemBody, type ProblemBody } from '#platform/problems';
import { PublicOrigins } from '../access/public-origins.js';
import { TerminalAuthenticator } from '../access/terminal-authenticator.service.js';
import { TERMINAL_TOKEN_LIFETIME_S } from '../access/terminal-tokens.service.js';
import { SessionView } from '../enrollment/enrollment.view.js';
import { TerminalSessions } from '../enrollment/terminal-sessions.service.js';
import { LOGGER } from '../foundations.tokens.js';
import type { TerminalPrincipal } from '../principal/principal.js';
import { SocketAck, SocketFail, SocketHeartbeat } from './terminal-socket.dto.js';
import { FROM_TERMINAL, type FromTerminal, type ToTerminal } from './terminal-protocol.js';
import { SocketLimits } from './socket-limits.js';
import { AckView, TerminalPollView } from './terminal.view.js';
import { type TerminalState, TerminalPolls } from './terminal-polls.service.js';

/** A terminal on a socket promises a heartbeat this often. */
export const HEARTBEAT_IN_S = 25;
/** Each look without news; only bounds how long a lost wake-up could sleep. */
const LOOK_EVERY_MS = 30_000;
/** After the database was away. */
const RETRY_MS = 1_000;

/** What a terminal may say; anything else closes its socket. */
const EVENTS = new Set(Object.keys(FROM_TERMINAL));

type Reply = (body: object) => void;

@WebSocketGateway({ namespace: '/terminal' })
export class TerminalSocket implements OnGatewayInit, OnModuleDestroy {
  private readonly shape = new ShapePipe();
  private namespace: Namespace | null = null;

  constructor(
    private readonly authenticator: TerminalAuthenticator,
    private readonly polls: TerminalPolls,
    private readonly sessions: TerminalSessions,
    private readonly clock: Clock,
    private readonly origins: PublicOrigins,
    private readonly limits: SocketLimits,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Nest's guards and filters do not run for sockets: the proof is checked in the handshake, errors are made here. */
  afterInit(namespace: Namespace): void {
    this.namespace = namespace;
    this.limits.bind(namespace.server);
    namespace.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(this.connectError(error)),
      );
    });
    namespace.on('connection', (socket: Socket) => this.serve(socket));
  }

  /** Sockets are notified, so that terminals reconnect with jitter instead of after a timeout. */
  onModuleDestroy(): void {
    const ours = this.namespace?.local; // those of other gateways stay
    ours?.emit('gateway:stopping' satisfies ToTerminal, {});
    ours?.disconnectSockets(true);
  }

  private async admit(socket: Socket): Promise<void> {
    const { token, dpop } = socket.handshake.auth as { token?: unknown; dpop?: unknown };
    const proven = { method: 'GET', path: '/socket.io/', proof: textOf(dpop), accessToken: textOf(token) };
    const caller = await this.authenticator.admitTerminal(proven);
    await this.limits.countCall(caller);
    Object.assign(socket.data, { caller, openedAtMs: this.clock.nowMs() });
  }

  private serve(socket: Socket): void {
    const caller = socket.data.caller as TerminalPrincipal;
    const gone = new AbortController();
    const known: TerminalState = { config_version: 0 }; // until its first heartbeat says otherwise
    const expiry = setTimeout(() => socket.disconnect(true), TERMINAL_TOKEN_LIFETIME_S * 1000);
    socket.once('disconnect', () => {
      gone.abort();
      clearTimeout(expiry);
    });
    this.answers(socket, 'session:ack', SocketAck, async ({ session_id }) =>
      AckView.of(await this.sessions.acknowledge(caller, session_id)),
    );
    this.answers(socket, 'session:fail', SocketFail, async ({ session_id, ...failure }) => ({
      session: SessionView.of(await this.sessions.fail(caller, session_id, failure)),
    }));
    this.answers(socket, 'heartbeat', SocketHeartbeat, (beat) => this.heartbeat(caller, known, beat));
    socket.use(([event], next) => (EVENTS.has(event) ? next() : socket.disconnect(true)));
    this.limits.closeOldest(this.namespace!, socket, caller.deviceId).catch((error: unknown) => {
      this.logger.error({ err: error }, 'the oldest socket of a device could not be closed');
    });
    void this.sendNews(socket, caller, { known, gone: gone.signal });
  }

  private async heartbeat(
    caller: TerminalPrincipal,
    known: TerminalState,
    beat: SocketHeartbeat,
  ): Promise<TerminalPollView> {
    const [news] = await Promise.all([
      this.polls.next(caller, beat, { waitMs: 0 }),
      this.polls.beat(caller, beat, HEARTBEAT_IN_S),
    ]);
    if (beat.config_version !== undefined) known.config_version = beat.config_version;
    return TerminalPollView.of({ ...news, serverTime: this.clock.now(), nextPollInS: HEARTBEAT_IN_S });
  }

  /** A parked poll without end: what is new to the terminal is sent as it happens. */
  private async sendNews(
    socket: Socket,
    caller: TerminalPrincipal,
    at: { known: TerminalState; gone: AbortSignal },
  ): Promise<void> {
    const { known, gone } = at;
    await this.polls.beat(caller, {}, HEARTBEAT_IN_S);
    while (!gone.aborted && socket.connected) {
      try {
        const { waitMs, release } = this.polls.depart(LOOK_EVERY_MS);
        const { session, config } = await this.polls.next(caller, known, { waitMs, gone }).finally(release);
        if (gone.aborted) return;
        if (config) {
          known.config_version = config.version;
          socket.emit('config:changed' satisfies ToTerminal, { config_version: config.version, config: config.config });
        }
        if (session && (session.sessionId !== known.session_id || session.version !== known.session_version)) {
          const event: ToTerminal = session.sessionId === known.session_id ? 'session:changed' : 'session:offered';
          Object.assign(known, { session_id: session.sessionId, session_version: session.version });
          socket.emit(event, { server_time: this.clock.now().toISOString(), session: SessionView.of(session) });
        }
      } catch (error) {
        const { problem, foreseen } = problemOf(error);
        if (problem.kind === 'forbidden' || problem.kind === 'gone') return this.shutOut(socket, problem.code);
        if (!foreseen) this.logger.error({ err: error }, 'a terminal socket could not look for news');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private shutOut(socket: Socket, code: string): void {
    socket.emit('device:disabled' satisfies ToTerminal, { code });
    socket.disconnect(true);
  }

  private answers<Dto extends object>(
    socket: Socket,
    event: FromTerminal,
    dto: new () => Dto,
    work: (input: Dto) => Promise<object>,
  ): void {
    socket.on(event, (body: unknown, reply?: Reply) => {
      const answer = typeof reply === 'function' ? reply : () => undefined;
      this.limits
        .countCall(socket.data.caller as TerminalPrincipal)
        .then(() => this.shape.transform(body, { type: 'body', metatype: dto }))
        .then((input) => work(input as Dto))
        .then(answer, (error: unknown) => answer(this.errorBody(error)));
    });
  }

  private connectError(error: unknown): ExtendedError {
    const body = this.errorBody(error);
    const refusal: ExtendedError = new Error(body.error.code);
    refusal.data = { ...body, dpop_nonce: this.authenticator.freshNonce() };
    return refusal;
  }

  private errorBody(error: unknown): ProblemBody {
    const { problem, foreseen } = problemOf(error);
    const requestId = newId(this.clock.nowMs());
    if (!foreseen) this.logger.error({ err: error, request_id: requestId }, 'a socket request failed unforeseen');
    return problemBody(problem, requestId, this.origins.first());
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
