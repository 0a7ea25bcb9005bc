import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { Clock } from '#platform/clock';
import { IdParam, LimitedTo, type RequestLimits, RequestSignal } from '#platform/http';
import { Quota } from '../access/quota.js';
import { FailSession, SendCapture } from '../enrollment/enrollment.dto.js';
import { SessionView } from '../enrollment/enrollment.view.js';
import { ENROLL_WITHIN_MS, IDENTIFY_WITHIN_MS } from '../palms/deadlines.types.js';
import { TerminalSessions } from '../enrollment/terminal-sessions.service.js';
import { ScanBatch } from '../identification/identification.dto.js';
import { TerminalScans } from '../identification/terminal-scans.service.js';
import type { TerminalPrincipal } from '../principal/principal.js';
import { CheckCapture, TerminalPoll } from './terminal.dto.js';
import {
  AckView,
  CaptureCheckView,
  CaptureView,
  TerminalPollView,
  TerminalScansView,
  TerminalSessionView,
} from './terminal.view.js';
import { CaptureChecks } from './capture-checks.service.js';
import { TerminalPolls } from './terminal-polls.service.js';

/** A registered terminal at work: DPoP access token and a proof with every request. */
@ApiTags('Terminal protocol')
@Controller('v1/terminal')
export class TerminalWorkController {
  constructor(
    private readonly polls: TerminalPolls,
    private readonly sessions: TerminalSessions,
    private readonly scans: TerminalScans,
    private readonly checks: CaptureChecks,
    private readonly quotas: Quota,
    private readonly clock: Clock,
  ) {}

  /** Poll: heartbeat and work in one, answered at once when something differs from what the terminal knows. */
  @Post('poll')
  @Access('terminal', { rate: 'terminal', status: 200, idempotency: false })
  async poll(
    @CallerOf() caller: TerminalPrincipal,
    @Body() input: TerminalPoll,
    @RequestSignal() gone: AbortSignal,
  ): Promise<TerminalPollView> {
    return TerminalPollView.of(await this.polls.poll(caller, input, gone));
  }

  /** Acknowledge Session: it is active; repeating gives a fresh challenge. */
  @Post('sessions/:session_id/ack')
  @Access('terminal', { rate: 'terminal', status: 200, idempotency: false })
  async ack(@CallerOf() caller: TerminalPrincipal, @IdParam('session_id') sessionId: string): Promise<AckView> {
    return AckView.of(await this.sessions.acknowledge(caller, sessionId));
  }

  /** Send Capture: one palm picture under the current challenge. */
  @Post('sessions/:session_id/captures')
  @Access('terminal', { rate: 'terminal', body: 'capture', status: 200 })
  async capture(
    @CallerOf() caller: TerminalPrincipal,
    @IdParam('session_id') sessionId: string,
    @Body() input: SendCapture,
    @LimitedTo(ENROLL_WITHIN_MS) limits: RequestLimits,
  ): Promise<CaptureView> {
    return CaptureView.of(await this.sessions.accept(caller, sessionId, input, limits));
  }

  /** Check Capture: whether a picture would do, and what would help; nothing is kept or counted. */
  @Post('captures/check')
  @Access('terminal', { rate: 'capture-check', body: 'capture', status: 200, idempotency: false })
  async check(
    @CallerOf() caller: TerminalPrincipal,
    @Body() { capture }: CheckCapture,
    @LimitedTo(IDENTIFY_WITHIN_MS) limits: RequestLimits,
  ): Promise<CaptureCheckView> {
    return CaptureCheckView.of(await this.checks.check(caller, capture, limits));
  }

  /** Fail Session: the terminal cannot go on. */
  @Post('sessions/:session_id/fail')
  @Access('terminal', { rate: 'terminal', status: 200 })
  async fail(
    @CallerOf() caller: TerminalPrincipal,
    @IdParam('session_id') sessionId: string,
    @Body() input: FailSession,
  ): Promise<TerminalSessionView> {
    return { session: SessionView.of(await this.sessions.fail(caller, sessionId, input)) };
  }

  /** Send Scans: identification at the terminal, live or kept while offline; `scan_ref` makes each idempotent. */
  @Post('scans')
  @Access('terminal', { rate: 'terminal', body: 'batch', status: 200, items: 'scans' })
  async scan(
    @CallerOf() caller: TerminalPrincipal,
    @Body() input: ScanBatch,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @RequestSignal() signal: AbortSignal,
  ): Promise<TerminalScansView> {
    const at = this.clock.in(-reply.elapsedTime); // when it began to arrive: a slow network makes no capture younger
    const answer = await this.scans.take(caller, input.scans, { address: request.ip, at, signal });
    return TerminalScansView.of(answer, await this.quotas.isSpent(caller.organizationId));
  }
}
