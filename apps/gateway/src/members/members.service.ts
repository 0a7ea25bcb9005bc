/** The people of a project: other modules find them here. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { problem } from '#platform/problems';
import type { Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { AccessLevel, ProjectAccess } from '../tenancy/project-access.policy.js';
import { notTenantManaged } from '../tenancy/tenancy.errors.js';
import { Member } from './member.entity.js';

@Injectable()
export class MembersService {
  constructor(private readonly projects: ProjectsService) {}

  /** The project, if the caller reaches it and its members are its own. @throws Problem as `ProjectsService.reach`, `not_tenant_managed` */
  async reach(
    tx: Tx,
    caller: Principal,
    projectId: string,
    act: AccessLevel,
    child?: () => Promise<unknown>,
  ): Promise<ProjectAccess> {
    const reached = await this.projects.authorize(tx, caller, projectId, act, child);
    if (!reached.tenantManaged) throw notTenantManaged();
    return reached;
  }

  /** @throws Problem `not_found` when the project has no such member */
  async find(tx: Tx, projectId: string, memberId: string): Promise<Member> {
    const member = await tx.getRepository(Member).findOneBy({ memberId, projectId });
    if (!member) throw problem.notFound();
    return member;
  }

  /**
   * Holds the member in place until the transaction ends; whoever else locks it waits.
   * (A shared lock would let two scans of one member wait for each other when both note the scan.)
   * @returns null when it was deleted meanwhile
   */
  lock(tx: Tx, projectId: string, memberId: string): Promise<Member | null> {
    return tx.getRepository(Member).findOne({ where: { memberId, projectId }, lock: { mode: 'for_no_key_update' } });
  }

  /** Holds the member for an edit or its end. @throws Problem `not_found` */
  async claim(tx: Tx, projectId: string, memberId: string): Promise<Member> {
    const member = await tx
      .getRepository(Member)
      .findOne({ where: { memberId, projectId }, lock: { mode: 'pessimistic_write' } });
    if (!member) throw problem.notFound();
    return member;
  }

  /** The latest scan stays, in whatever order they are recorded. */
  async noteScan(tx: Tx, memberId: string, at: Date): Promise<void> {
    await tx.query('UPDATE members SET last_scan_at = greatest(last_scan_at, $2::timestamptz) WHERE member_id = $1', [
      memberId,
      at,
    ]);
  }

  async setHands(tx: Tx, memberId: string, hands: readonly string[]): Promise<void> {
    await tx.update(Member, { memberId }, { hands: [...hands] });
  }
}
