import { Body, Controller, Delete, Get, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { IdParam, LimitedTo, type RequestLimits, RequestSignal } from '#platform/http';
import type { Principal, KeyPrincipal } from '../principal/principal.js';
import { ENROLL_WITHIN_MS } from '../palms/deadlines.types.js';
import { DirectEnrollment } from './direct-enrollment.service.js';
import {
  CancelEnrollmentQuery,
  DirectEnroll,
  EnrollmentStatusQuery,
  ListSessions,
  PollEnrollment,
  StartEnrollment,
} from './enrollment.dto.js';
import { DirectEnrollmentView, SessionAnswer, SessionList, SessionPollAnswer, SessionView } from './enrollment.view.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Enrollment')
@Controller('v1')
export class EnrollmentController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly direct: DirectEnrollment,
  ) {}

  /** Start Member Enrollment: the device starts accepting the member's palm at once. */
  @Post('devices/:device_id/enrollment')
  @Access('user-or-key', { scope: 'enrollments:write' })
  async start(
    @CallerOf(SessionView.of) caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Body() input: StartEnrollment,
  ): Promise<SessionView> {
    return SessionView.of(await this.sessions.start(caller, deviceId, input));
  }

  /** Get Enrollment Status: the session under way; null if none or the id differs. */
  @Get('devices/:device_id/enrollment')
  @Access('user-or-key', { scope: 'devices:read' })
  async status(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Query() query: EnrollmentStatusQuery,
  ): Promise<SessionAnswer> {
    return SessionAnswer.of(await this.sessions.current(caller, deviceId, query.session_id));
  }

  /** Poll Enrollment Status: answers when there is something new, at the latest after `wait_s`. */
  @Post('devices/:device_id/enrollment/poll')
  @Access('user-or-key', { scope: 'devices:read', status: 200, idempotency: false })
  async poll(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Body() input: PollEnrollment,
    @RequestSignal() gone: AbortSignal,
  ): Promise<SessionPollAnswer> {
    const { session, changed } = await this.sessions.poll(caller, deviceId, input, gone);
    return { session: session && SessionView.of(session), changed };
  }

  /** Cancel Enrollment: the session id is required, so that no other session is cancelled by accident. */
  @Delete('devices/:device_id/enrollment')
  @Access('user-or-key', { scope: 'enrollments:write' })
  async cancel(
    @CallerOf() caller: Principal,
    @IdParam('device_id') deviceId: string,
    @Query() query: CancelEnrollmentQuery,
  ): Promise<SessionAnswer> {
    return SessionAnswer.of(await this.sessions.cancel(caller, deviceId, query.session_id));
  }

  /** Get Enrollment Session */
  @Get('enrollment-sessions/:session_id')
  @Access('user-or-key', { scope: 'devices:read' })
  async get(@CallerOf() caller: Principal, @IdParam('session_id') sessionId: string): Promise<SessionView> {
    return SessionView.of(await this.sessions.get(caller, sessionId));
  }

  /** List Enrollment Sessions */
  @Get('projects/:project_id/enrollment-sessions')
  @Access('user-or-key', { scope: 'devices:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListSessions,
  ): Promise<SessionList> {
    const page = await this.sessions.list(caller, projectId, wanted);
    return { ...page, data: page.data.map(SessionView.of) };
  }

  /** Enroll Member's Palm Biometric, with captures taken by the tenant's own server. */
  @Post('projects/:project_id/enroll')
  @Access('key', { scope: 'biometrics:enroll', body: 'batch' })
  async enroll(
    @CallerOf(DirectEnrollmentView.of) caller: KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: DirectEnroll,
    @Req() request: FastifyRequest,
    @LimitedTo(ENROLL_WITHIN_MS) limits: RequestLimits,
  ): Promise<DirectEnrollmentView> {
    return DirectEnrollmentView.of(await this.direct.enroll(caller, projectId, input, { address: request.ip, limits }));
  }
}
