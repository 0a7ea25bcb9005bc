/** One side effect, done in its transaction; what has nothing to act on any more is done without doing anything. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import type { List } from '../lists/list.entity.js';
import { ListEntries } from '../lists/list-entries.service.js';
import { Member } from '../members/member.entity.js';
import { MemberChanges } from '../members/member-changes.service.js';
import { MembersService } from '../members/members.service.js';
import { Project } from '../tenancy/tenancy.entity.js';

export interface SideEffectJob {
  effectId: string;
  organizationId: string;
  projectId: string;
  ruleId: string;
  kind: 'add_to_list' | 'remove_from_list' | 'disable_member';
  listName: string | null;
  memberId: string | null;
  deviceId: string | null;
  sourceIp: string | null;
  attempts: number;
}

const RULES = { kind: 'system', name: 'rules' } as const;

@Injectable()
export class SideEffectRunner {
  constructor(
    private readonly clock: Clock,
    private readonly lists: ListEntries,
    private readonly members: MembersService,
    private readonly changes: MemberChanges,
  ) {}

  async run(tx: Tx, effect: SideEffectJob): Promise<void> {
    if (effect.kind === 'disable_member') return this.disableMember(tx, effect);
    const project = await tx.getRepository(Project).findOneByOrFail({ projectId: effect.projectId });
    const list = await this.lists.claimNamed(tx, effect.projectId, effect.listName!);
    const value = list && (await this.subjectOf(tx, effect, list));
    if (!list || value === null) return;
    const adds = effect.kind === 'add_to_list';
    await this.lists.change(tx, project, list, { add: adds ? [value] : [], remove: adds ? [] : [value] });
  }

  /** The type of the list says what of the scan stands on it. */
  private async subjectOf(tx: Tx, effect: SideEffectJob, list: List): Promise<string | null> {
    const { projectId, memberId } = effect;
    switch (list.type) {
      case 'member':
        return (await this.living(tx, { projectId, memberId }))?.memberId ?? null;
      case 'external_id':
        return (await this.living(tx, { projectId, memberId }))?.externalId ?? null;
      case 'device':
        return effect.deviceId;
      case 'ip':
        return effect.sourceIp && this.lists.canonicalAddress(effect.sourceIp);
    }
  }

  /** A member who was deleted meanwhile is not written down again. */
  private living(
    tx: Tx,
    { projectId, memberId }: { projectId: string; memberId: string | null },
  ): Promise<Member | null> {
    return memberId === null ? Promise.resolve(null) : tx.getRepository(Member).findOneBy({ memberId, projectId });
  }

  /** As an edit by hand would: listeners hear of it before the member is locked. */
  private async disableMember(tx: Tx, { organizationId, projectId, memberId }: SideEffectJob): Promise<void> {
    const known = await this.living(tx, { projectId, memberId });
    if (!known || known.status === 'disabled') return;
    await this.changes.announceBeforeLock(
      tx,
      { organizationId, projectId, memberId: known.memberId },
      { consentWithdrawn: false, disabled: true },
    );
    const member = await this.members.lock(tx, projectId, known.memberId);
    if (!member) return;
    const changed = { status: 'disabled', version: member.version + 1, updatedAt: this.clock.now() } as const;
    await tx.update(Member, { memberId: member.memberId }, changed);
    await this.changes.updated(tx, RULES, { member: { ...member, ...changed }, fields: ['status'] });
  }
}
