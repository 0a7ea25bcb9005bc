/** The signed receipt of an erasure: ids, counts, times, and nothing else. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { SigningKey } from '#platform/keys';
import { Outbox } from '#platform/outbox';
import { Project } from '../tenancy/tenancy.entity.js';
import { Erasure } from './erasure.entity.js';

@Injectable()
export class Receipts {
  constructor(
    private readonly clock: Clock,
    private readonly receiptKey: SigningKey,
    private readonly outbox: Outbox,
  ) {}

  /** The end of an erasure: receipt, event. Another gateway may have been first. */
  async conclude(tx: Tx, erasureId: string, done: { answers: number; rewritten: boolean }): Promise<void> {
    const erasure = await tx
      .getRepository(Erasure)
      .findOne({ where: { erasureId, status: 'running' }, lock: { mode: 'pessimistic_write' } });
    if (!erasure) return;
    const completedAt = this.clock.now();
    const counts = { ...erasure.counts, idempotent_answers: done.answers };
    const storage = done.rewritten ? 'rewritten' : 'rows';
    const { organizationId, projectId, memberId } = erasure;
    const content = {
      erasure_id: erasureId,
      organization_id: organizationId,
      project_id: projectId,
      member_id: memberId,
      counts,
      storage,
      accepted_at: erasure.acceptedAt.toISOString(),
      completed_at: completedAt.toISOString(),
    };
    const receipt = await this.receiptKey.sign(content, 'erasure-receipt+jws');
    await tx.update(Erasure, { erasureId }, { status: 'completed', counts, storage, receipt, completedAt });
    const project = await tx.getRepository(Project).findOneByOrFail({ projectId });
    if (project.extendedEvents)
      await this.outbox.append(tx, {
        ...{ organizationId, projectId, type: 'erasure.completed' },
        data: { erasure_id: erasureId, member_id: memberId },
      });
  }
}
