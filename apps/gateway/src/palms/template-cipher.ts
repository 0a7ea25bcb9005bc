/** Palms at rest: member key ← versioned project key ← key-encryption key; the ciphertext is bound to what it belongs to. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FileVault, seal, unseal } from '#platform/keys';
import type { MemberKey, Template } from './template.entity.js';

/** Whose palm it is. */
export interface PalmOwner {
  organizationId: string;
  projectId: string;
  memberId: string;
}

@Injectable()
export class TemplateCipher {
  constructor(private readonly vault: FileVault) {}

  /** A new random key for a member. @returns the row to store and the key to use */
  async newMemberKey(owner: PalmOwner): Promise<{ row: MemberKey; key: Buffer }> {
    const key = randomBytes(32);
    return { row: await this.wrapMemberKey(owner, key), key };
  }

  /** Under the newest version of the project's key. */
  async wrapMemberKey(owner: PalmOwner, key: Buffer): Promise<MemberKey> {
    const project = await this.vault.current(owner.projectId);
    const wrapped = seal(project.key, key, boundKey(owner));
    return { ...pick(owner), projectKeyVersion: project.version, wrapped };
  }

  /** @throws Error when the project key version is gone or the row was moved or changed */
  async openMemberKey(row: MemberKey): Promise<Buffer> {
    return unseal(await this.vault.get(row.projectId, row.projectKeyVersion), row.wrapped, boundKey(row));
  }

  sealTemplate(key: Buffer, at: Pick<Template, 'templateId' | 'engineVersion'> & PalmOwner, code: Uint8Array): Buffer {
    return seal(key, code, boundTemplate(at));
  }

  openTemplate(key: Buffer, row: Pick<Template, 'templateId' | 'engineVersion' | 'sealed'> & PalmOwner): Buffer {
    return unseal(key, row.sealed, boundTemplate(row));
  }
}

const pick = ({ organizationId, projectId, memberId }: PalmOwner): PalmOwner => ({
  organizationId,
  projectId,
  memberId,
});
const boundKey = (owner: PalmOwner) => `member key|${owner.organizationId}|${owner.projectId}|${owner.memberId}`;
const boundTemplate = (at: Pick<Template, 'templateId' | 'engineVersion'> & PalmOwner) =>
  `${at.organizationId}|${at.projectId}|${at.memberId}|${at.templateId}|${at.engineVersion}`;
