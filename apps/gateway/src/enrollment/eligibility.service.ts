/** Whether a member may be enrolled at all; the same questions at the terminal and by the tenant's server. */
import { Injectable } from '@nestjs/common';
import type { Hand } from '#palm';
import type { Tx } from '#platform/database';
import { problem } from '#platform/problems';
import type { Member } from '../members/member.entity.js';
import { MembersService } from '../members/members.service.js';
import { LiveGallery } from '../palms/live-gallery.service.js';
import { TemplatesService } from '../palms/templates.service.js';
import type { Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { type AccessLevel, modeOf, type ProjectAccess } from '../tenancy/project-access.policy.js';
import { notTenantManaged } from '../tenancy/tenancy.errors.js';
import { alreadyEnrolled, consentRequired, duplicatesNeedSandbox, memberIsDisabled } from './enrollment.errors.js';

export interface EnrollmentRequest {
  hand: Hand | 'any';
  replace: boolean;
  allowDuplicate: boolean;
  /** Captures that it takes. */
  captures: number;
}

export interface EligibleEnrollment {
  reached: ProjectAccess;
  member: Member;
}

@Injectable()
export class Eligibility {
  constructor(
    private readonly projects: ProjectsService,
    private readonly members: MembersService,
    private readonly templates: TemplatesService,
    private readonly live: LiveGallery,
  ) {}

  /** @throws Problem `not_found` */
  memberOf(tx: Tx, { project, tenantManaged }: ProjectAccess, memberId: string): Promise<Member> {
    if (!tenantManaged) throw problem.notFound(); // such a project has no members of its own
    return this.members.find(tx, project.projectId, memberId);
  }

  /** A project that has members of its own. @throws Problem 404, 403 `not_tenant_managed` */
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

  /**
   * Everything at once for an enrollment by the tenant's server; the member stays in place until the transaction ends.
   * @throws Problem 404, 403 by name, 409 `already_enrolled`
   */
  async admit(
    tx: Tx,
    caller: Principal,
    wanted: EnrollmentRequest & { projectId: string; memberId: string },
  ): Promise<EligibleEnrollment> {
    const reached = await this.reach(tx, caller, wanted.projectId, 'write');
    const member = await this.members.lock(tx, wanted.projectId, wanted.memberId);
    if (!member) throw problem.notFound();
    this.checkPermission(reached, member, wanted);
    await this.checkNotEnrolled(tx, member, wanted);
    return { reached, member };
  }

  /** @throws Problem 403 by name, 503 `gallery_full` */
  checkPermission({ project, environment }: ProjectAccess, member: Member, wanted: EnrollmentRequest): void {
    if (project.consentRequired && member.consent === null) throw consentRequired();
    if (member.status === 'disabled') throw memberIsDisabled();
    if (wanted.allowDuplicate && modeOf(environment) !== 'sandbox') throw duplicatesNeedSandbox();
    this.live.requireSpace(wanted.captures);
  }

  /** @throws Problem `already_enrolled` */
  async checkNotEnrolled(tx: Tx, member: Member, { hand, replace }: EnrollmentRequest): Promise<void> {
    if (replace) return;
    const hands = await this.templates.handsOf(tx, member.memberId);
    if (hand === 'any' ? hands.length > 0 : hands.includes(hand)) throw alreadyEnrolled();
  }
}
