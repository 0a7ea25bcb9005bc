/** The end of a device session: judged outside any transaction, recorded in one, only while the session still waits for it. */
import { Injectable } from '@nestjs/common';
import type { JobOptions } from '#gallery';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Device } from '../devices/device.entity.js';
import { MembersService } from '../members/members.service.js';
import { type TerminalPrincipal } from '../principal/principal.js';
import { agreeing } from './agreement.policy.js';
import { type Enrollment, DuplicateCheck } from './duplicate-check.service.js';
import { SessionCaptures } from './session-captures.js';
import type { EnrollmentSession } from './session.entity.js';
import { SessionStore } from './session-store.js';

export interface CompletionResult {
  session: EnrollmentSession;
  challenge: null;
}

@Injectable()
export class CompletionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly members: MembersService,
    private readonly captures: SessionCaptures,
    private readonly duplicateCheck: DuplicateCheck,
    private readonly store: SessionStore,
  ) {}

  /** @returns the session as it is afterwards; a session that was ended meanwhile stays as it ended */
  async complete(
    caller: TerminalPrincipal,
    waiting: EnrollmentSession,
    limits?: JobOptions,
  ): Promise<CompletionResult> {
    const samples = agreeing(await this.database.tenantTransaction(caller, (tx) => this.captures.usable(tx, waiting)));
    const hand = samples[0]?.hand;
    if (hand === undefined) return { session: await this.asItIs(caller, waiting), challenge: null }; // ended meanwhile: its captures are gone
    const opinion = await this.duplicateCheck.search(
      { projectId: waiting.projectId, samples, memberId: waiting.memberId },
      limits,
    );
    const session = await this.duplicateCheck.runExclusively(waiting.projectId, () =>
      this.record(caller, waiting, { hand, samples, opinion }),
    );
    return { session, challenge: null };
  }

  private asItIs(caller: TerminalPrincipal, { sessionId }: EnrollmentSession): Promise<EnrollmentSession> {
    return this.database.tenantTransaction(caller, async (tx) => (await this.store.lock(tx, { sessionId }))!);
  }

  private record(
    caller: TerminalPrincipal,
    waiting: EnrollmentSession,
    palm: Pick<Enrollment, 'hand' | 'samples' | 'opinion'>,
  ): Promise<EnrollmentSession> {
    return this.database.tenantTransaction(caller, async (tx) => {
      // project, session, member: everybody locks in this order, so nobody waits in a circle
      await this.duplicateCheck.lockProject(tx, waiting.projectId);
      const session = (await this.store.lock(tx, { sessionId: waiting.sessionId }))!;
      if (session.status !== 'processing') return session;
      const member = await this.members.lock(tx, session.projectId, session.memberId);
      if (!member) {
        await this.store.fail(tx, session, 'member_deleted');
        return session;
      }
      const device = await tx.getRepository(Device).findOneByOrFail({ deviceId: session.deviceId! });
      const enrollment: Enrollment = {
        ...{ session, member, ...palm },
        ...{ capturedAt: this.clock.now(), demo: device.mode === 'demo', source: 'terminal', sourceIp: null },
      };
      await this.settle(tx, session, enrollment);
      return session;
    });
  }

  private async settle(tx: Tx, session: EnrollmentSession, enrollment: Enrollment): Promise<void> {
    if (await this.duplicateCheck.hasDuplicate(tx, enrollment)) {
      await this.duplicateCheck.recordScan(tx, enrollment, 'duplicate');
      await this.store.fail(tx, session, 'duplicate_palm');
      return;
    }
    const result = await this.duplicateCheck.record(tx, enrollment);
    await this.store.move(tx, session, 'complete', { result: result as never });
  }
}
