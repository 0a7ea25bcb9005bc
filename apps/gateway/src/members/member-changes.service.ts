/** What follows from a change of a member, in the same transaction: palms go, higher modules hear of it, the record is written. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { DomainEvents } from '#platform/domain-events';
import { Outbox } from '#platform/outbox';
import { type Actor, Audit } from '../audit/audit.service.js';
import { TemplatesService } from '../palms/templates.service.js';
import { Project } from '../tenancy/tenancy.entity.js';
import { Member } from './member.entity.js';
import { consentWithdrawn, memberDeleted, memberDisabled, type MemberEvent } from './members.events.js';
import { MembersService } from './members.service.js';

/**
 * Listeners lock rows of their own (a running enrollment), and whoever completes an enrollment locks that row first and
 * the member second: so the event is published before the member is locked, or the two would wait for each other.
 */
@Injectable()
export class MemberChanges {
  constructor(
    private readonly members: MembersService,
    private readonly templates: TemplatesService,
    private readonly domainEvents: DomainEvents,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async created(tx: Tx, actor: Actor, member: Member): Promise<void> {
    await this.announce(tx, member, { type: 'member.created', data: {} });
    return this.write(tx, actor, { member, action: 'member.created' });
  }

  /** To be called before the member is claimed. If the edit is refused later, the listeners' work is undone with it. */
  async announceBeforeLock(
    tx: Tx,
    change: MemberEvent,
    edit: { consentWithdrawn: boolean; disabled: boolean },
  ): Promise<void> {
    if (edit.consentWithdrawn) await this.domainEvents.publish(tx, consentWithdrawn, change);
    if (edit.disabled) await this.domainEvents.publish(tx, memberDisabled, change);
  }

  /** @param fields names of what the client sent; the values are the person's */
  async updated(tx: Tx, actor: Actor, change: { member: Member; fields: string[] }): Promise<void> {
    await this.announce(tx, change.member, { type: 'member.updated', data: { fields: change.fields } });
    return this.write(tx, actor, {
      member: change.member,
      action: 'member.updated',
      details: { fields: change.fields },
    });
  }

  /** Destroys the palms of a claimed member; the caller saves it with no hands. */
  async withdrawConsent(tx: Tx, actor: Actor, member: Member): Promise<void> {
    const templates = await this.templates.destroyOf(tx, eventOf(member));
    await this.write(tx, actor, { member, action: 'member.consent_withdrawn', details: { templates } });
  }

  /**
   * Ends a member: palms and key, then the row; history keeps the bare id.
   * @returns how many templates went
   * @throws Problem `not_found`
   */
  async remove(tx: Tx, actor: Actor, change: MemberEvent): Promise<number> {
    const { organizationId, projectId, memberId } = change;
    await this.domainEvents.publish(tx, memberDeleted, change);
    const member = await this.members.claim(tx, projectId, memberId);
    const templates = await this.templates.destroyOf(tx, eventOf(member));
    await tx.delete(Member, { memberId });
    await this.outbox.append(tx, { organizationId, projectId, type: 'member.deleted', data: { member_id: memberId } });
    await this.write(tx, actor, { member, action: 'member.deleted', details: { templates } });
    return templates;
  }

  /** Once it is committed: no search of this process finds the palms of that member any more. */
  forgetPalms(memberId: string): void {
    this.templates.evict(memberId);
  }

  /** Where the project wants more than the plain events. */
  private async announce(
    tx: Tx,
    { organizationId, projectId, memberId }: Member,
    { type, data }: { type: 'member.created' | 'member.updated'; data: object },
  ): Promise<void> {
    const { extendedEvents } = await tx.getRepository(Project).findOneByOrFail({ projectId });
    if (!extendedEvents) return;
    await this.outbox.append(tx, { organizationId, projectId, type, data: { member_id: memberId, ...data } });
  }

  private write(
    tx: Tx,
    actor: Actor,
    deed: { member: Member; action: string; details?: Record<string, unknown> },
  ): Promise<void> {
    const { member, action, details } = deed;
    return this.audit.record(tx, actor, {
      organizationId: member.organizationId,
      action,
      kind: 'member',
      id: member.memberId,
      details,
    });
  }
}

const eventOf = ({ organizationId, projectId, memberId }: Member): MemberEvent => ({
  organizationId,
  projectId,
  memberId,
});
