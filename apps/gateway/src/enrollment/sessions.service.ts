/** Enrollment sessions as a tenant sees them: start, status, poll, cancel. Nothing here waits for a terminal. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { DomainEvents } from '#platform/domain-events';
import { Pager, type PageOf } from '#platform/http';
import { newId } from '#platform/ids';
import { Notifications } from '#platform/notifications';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import {
  deviceDecommissioned as refusedAsDecommissioned,
  deviceDisabled as refusedAsDisabled,
} from '../access/access.errors.js';
import { deviceDecommissioned, deviceDisabled, type DeviceEvent } from '../devices/devices.events.js';
import { DevicesService } from '../devices/devices.service.js';
import { consentWithdrawn, memberDeleted, type MemberEvent } from '../members/members.events.js';
import { type Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { ListSessions, PollEnrollment, StartEnrollment } from './enrollment.dto.js';
import { deviceBusy, sessionAlreadyFinal, sessionMismatch } from './enrollment.errors.js';
import { Eligibility } from './eligibility.service.js';
import { EnrollmentSession } from './session.entity.js';
import { type FailureCode, isFinal, FINAL_SESSION_VISIBLE_MS } from './session.machine.js';
import { SessionStore } from './session-store.js';
import { SessionWatch } from './session-watch.service.js';

export interface SessionPoll {
  session: EnrollmentSession | null;
  changed: boolean;
}

@Injectable()
export class SessionsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly devices: DevicesService,
    private readonly projects: ProjectsService,
    private readonly eligibility: Eligibility,
    private readonly store: SessionStore,
    private readonly watch: SessionWatch,
    private readonly pager: Pager,
    private readonly domainEvents: DomainEvents,
  ) {}

  onModuleInit(): void {
    const endOnDevice = (tx: Tx, { deviceId }: DeviceEvent) => this.failAll(tx, { deviceId }, 'device_disabled');
    this.domainEvents.subscribe(deviceDisabled, endOnDevice);
    this.domainEvents.subscribe(deviceDecommissioned, endOnDevice);
    this.domainEvents.subscribe(memberDeleted, (tx, { memberId }: MemberEvent) =>
      this.failAll(tx, { memberId }, 'member_deleted'),
    );
    this.domainEvents.subscribe(consentWithdrawn, (tx, { memberId }: MemberEvent) =>
      this.failAll(tx, { memberId }, 'consent_withdrawn'),
    );
  }

  /** Start Member Enrollment: the terminal's parked poll has it at once. */
  async start(
    caller: WithAnswer<Principal, EnrollmentSession>,
    deviceId: string,
    input: StartEnrollment,
  ): Promise<EnrollmentSession> {
    try {
      return await this.database.tenantTransaction(
        caller,
        (tx) => this.open(tx, caller, deviceId, input),
        caller.answer,
      );
    } catch (error) {
      if (!isUniqueViolation(error, 'enrollment_sessions_one_per_device')) throw error;
      throw deviceBusy((await this.current(caller, deviceId, undefined))?.sessionId ?? null); // another start was first
    }
  }

  /** The session under way; null when there is none or the id differs. */
  current(caller: Principal, deviceId: string, sessionId: string | undefined): Promise<EnrollmentSession | null> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.devices.reach(tx, caller, deviceId, 'read');
      const session = await this.store.unfinishedOn(tx, deviceId);
      return session && (sessionId === undefined || session.sessionId === sessionId) ? session : null;
    });
  }

  /** Answers when there is something new, at the latest after `wait_s`. */
  async poll(caller: Principal, deviceId: string, input: PollEnrollment, gone?: AbortSignal): Promise<SessionPoll> {
    const lastVersion = input.last_version ?? 0;
    let seen: EnrollmentSession | null = null;
    const answer = await this.watch.until(
      deviceId,
      (input.wait_s ?? 0) * 1000,
      async () => {
        const found = await this.look(caller, deviceId, input.session_id);
        if (found === 'gone') return { session: null, changed: true };
        seen = found;
        return found.version > lastVersion || isFinal(found.status) ? { session: found, changed: true } : null;
      },
      gone,
    );
    return answer ?? { session: seen, changed: false };
  }

  /** Answered from the database; never waits for the terminal. */
  cancel(caller: Principal, deviceId: string, sessionId: string): Promise<EnrollmentSession> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.devices.reach(tx, caller, deviceId, 'write');
      const active = await this.store.unfinishedOn(tx, deviceId);
      if (active && active.sessionId !== sessionId) throw sessionMismatch(active.sessionId);
      const session = await this.store.lock(tx, { sessionId, deviceId });
      if (!session) throw problem.notFound();
      if (session.status === 'cancelled') return session;
      if (isFinal(session.status)) throw sessionAlreadyFinal(session.status);
      await this.store.move(tx, session, 'cancel');
      return session;
    });
  }

  get(caller: Principal, sessionId: string): Promise<EnrollmentSession> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const session = await tx.getRepository(EnrollmentSession).findOneBy({ sessionId });
      if (!session) throw problem.notFound();
      await this.projects.authorize(tx, caller, session.projectId, 'read');
      return this.store.overdue(session) ? (await this.store.lock(tx, { sessionId }))! : session;
    });
  }

  list(caller: Principal, projectId: string, wanted: ListSessions): Promise<PageOf<EnrollmentSession>> {
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const query = tx.createQueryBuilder(EnrollmentSession, 's').where('s.projectId = :projectId', { projectId });
      if (wanted.status) query.andWhere('s.status = :status', { status: wanted.status });
      if (wanted.member_id) query.andWhere('s.memberId = :memberId', { memberId: wanted.member_id });
      if (wanted.device_id) query.andWhere('s.deviceId = :deviceId', { deviceId: wanted.device_id });
      return this.pager.page(query, wanted, {
        list: `sessions of ${projectId}`,
        time: 's.createdAt',
        id: 's.sessionId',
        positionOf: (session) => ({ time: session.createdAt, id: session.sessionId }),
      });
    });
  }

  private async open(tx: Tx, caller: Principal, deviceId: string, input: StartEnrollment): Promise<EnrollmentSession> {
    const { device, ...reached } = await this.devices.reach(tx, caller, deviceId, 'write');
    const hand = input.hand ?? 'any';
    const eligible = {
      memberId: input.member_id,
      hand,
      replace: input.replace ?? false,
      allowDuplicate: input.allow_duplicate ?? false,
      captures: input.captures_required ?? 3,
    };
    const member = await this.eligibility.memberOf(tx, reached, input.member_id);
    if (device.decommissionedAt) throw refusedAsDecommissioned();
    if (!device.enabled) throw refusedAsDisabled();
    this.eligibility.checkPermission(reached, member, eligible);
    const busy = await this.store.unfinishedOn(tx, deviceId);
    if (busy) throw deviceBusy(busy.sessionId);
    await this.eligibility.checkNotEnrolled(tx, member, eligible);
    const now = this.clock.now();
    const session = tx.create(EnrollmentSession, {
      ...blankSession(now),
      sessionId: newId(now.getTime()),
      organizationId: device.organizationId,
      projectId: device.projectId,
      deviceId,
      memberId: member.memberId,
      hand,
      status: 'pending',
      capturesRequired: eligible.captures,
      replaceExisting: eligible.replace,
      allowDuplicate: eligible.allowDuplicate,
      expiresAt: this.clock.in((input.expires_in_s ?? 120) * 1000),
    });
    await tx.insert(EnrollmentSession, session);
    await Notifications.publish(tx, 'device', deviceId);
    return session;
  }

  /** @throws Problem `not_found` for an id that this device never had @returns `gone` when it is removed or a newer one came */
  private look(caller: Principal, deviceId: string, sessionId: string): Promise<EnrollmentSession | 'gone'> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.devices.reach(tx, caller, deviceId, 'read');
      let session = await tx.getRepository(EnrollmentSession).findOneBy({ sessionId, deviceId });
      if (!session) throw problem.notFound();
      if (this.store.overdue(session)) session = (await this.store.lock(tx, { sessionId }))!;
      const forgotten =
        isFinal(session.status) && session.completedAt!.getTime() + FINAL_SESSION_VISIBLE_MS <= this.clock.nowMs();
      const [newer] = await tx.query<unknown[]>(
        `SELECT 1 FROM enrollment_sessions WHERE device_id = $1 AND (created_at, session_id) > ($2, $3) LIMIT 1`,
        [deviceId, session.createdAt, sessionId],
      );
      return forgotten || newer ? 'gone' : session;
    });
  }

  private async failAll(tx: Tx, of: { deviceId: string } | { memberId: string }, code: FailureCode): Promise<void> {
    const rows = await tx.getRepository(EnrollmentSession).find({
      where: [
        { ...of, status: 'pending' },
        { ...of, status: 'active' },
        { ...of, status: 'processing' },
      ],
    });
    for (const { sessionId } of rows) {
      const session = await this.store.lock(tx, { sessionId });
      if (session) await this.store.fail(tx, session, code);
    }
  }
}

/** The fields of a session that has not begun. */
export function blankSession(now: Date) {
  return {
    version: 1,
    capturesAccepted: 0,
    capturesRefused: 0,
    lastQuality: null,
    hint: null,
    challengeDigest: null,
    challengeExpiresAt: null,
    failureCode: null,
    failureMessage: null,
    result: null,
    lastContactAt: null,
    deliveredAt: null,
    completedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}
