import { listOf } from '#platform/http';
import type { Member } from './member.entity.js';

export class ConsentView {
  policy_version: string;
  granted_at: string;
  reference: string | null;
}

export class MemberView {
  member_id: string;
  project_id: string;
  external_id: string | null;
  display_name: string | null;
  email: string | null;
  phone: string | null;
  metadata: Record<string, unknown>;
  status: 'active' | 'disabled';
  tags: string[];
  /** Before this moment scans of the member are blocked. */
  valid_from: string | null;
  /** From this moment on scans of the member are blocked. */
  valid_until: string | null;
  hands: string[];
  consent: ConsentView | null;
  last_scan_at: string | null;
  created_at: string;
  updated_at: string;

  static of(member: Member): MemberView {
    const { consent } = member;
    return {
      member_id: member.memberId,
      project_id: member.projectId,
      external_id: member.externalId,
      display_name: member.displayName,
      email: member.email,
      phone: member.phone,
      metadata: member.metadata as Record<string, unknown>,
      status: member.status,
      tags: member.tags,
      valid_from: member.validFrom?.toISOString() ?? null,
      valid_until: member.validUntil?.toISOString() ?? null,
      hands: member.hands,
      consent: consent && {
        policy_version: consent.policy_version,
        granted_at: consent.granted_at,
        reference: consent.reference,
      },
      last_scan_at: member.lastScanAt?.toISOString() ?? null,
      created_at: member.createdAt.toISOString(),
      updated_at: member.updatedAt.toISOString(),
    };
  }
}

export class MemberList extends listOf(MemberView) {}

/** Nothing of the person comes back. */
export class DeletedMemberView {
  member_id: string;
  project_id: string;
  deleted: boolean;

  static of(member: Pick<Member, 'memberId' | 'projectId'>): DeletedMemberView {
    return { member_id: member.memberId, project_id: member.projectId, deleted: true };
  }
}
