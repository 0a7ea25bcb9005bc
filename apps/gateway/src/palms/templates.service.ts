/** Templates at rest: kept, read and destroyed in transactions; every change is written down for the galleries to follow. */
import { Injectable } from '@nestjs/common';
import { ENGINE_VERSION, type Hand } from '#palm';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Notifications } from '#platform/notifications';
import { LiveGallery } from './live-gallery.service.js';
import { MemberKey, Template } from './template.entity.js';
import { type PalmOwner, TemplateCipher } from './template-cipher.js';

export interface PalmSamples {
  hand: Hand;
  enrollmentId: string;
  /** Null when the tenant's server sent the captures. */
  deviceId: string | null;
  samples: { code: Uint8Array; quality: number; atypicality: number | null }[];
}

@Injectable()
export class TemplatesService {
  constructor(
    private readonly clock: Clock,
    private readonly cipher: TemplateCipher,
    private readonly live: LiveGallery,
  ) {}

  /** Adds the samples of one palm. @returns template ids in the order of the samples */
  async keep(tx: Tx, owner: PalmOwner, palm: PalmSamples): Promise<string[]> {
    const key = await this.keyOf(tx, owner);
    const ids: string[] = [];
    for (const { code, quality, atypicality } of palm.samples) {
      const at = { ...only(owner), templateId: newId(this.clock.nowMs()), engineVersion: ENGINE_VERSION };
      const sealed = this.cipher.sealTemplate(key, at, code);
      const row = {
        ...at,
        hand: palm.hand,
        quality,
        atypicality,
        sealed,
        deviceId: palm.deviceId,
        enrollmentId: palm.enrollmentId,
        createdAt: this.clock.now(),
      };
      await tx.insert(Template, row);
      await this.announce(tx, owner, at.templateId, 'added');
      this.live.expect(at.templateId);
      ids.push(at.templateId);
    }
    return ids;
  }

  /** Destroys all palms of a member, and the key: what backups still hold cannot be read with it. @returns how many templates */
  async destroyOf(tx: Tx, owner: PalmOwner): Promise<number> {
    const gone = await this.remove(
      tx,
      owner,
      await tx.getRepository(Template).findBy({ memberId: owner.memberId, projectId: owner.projectId }),
    );
    await tx.delete(MemberKey, { memberId: owner.memberId });
    return gone;
  }

  async destroyHand(tx: Tx, owner: PalmOwner, hand: Hand): Promise<number> {
    const rows = await tx
      .getRepository(Template)
      .findBy({ memberId: owner.memberId, projectId: owner.projectId, hand });
    return this.remove(tx, owner, rows);
  }

  /** @returns false when the member has no such template */
  async destroyOne(tx: Tx, owner: PalmOwner, templateId: string): Promise<boolean> {
    const rows = await tx
      .getRepository(Template)
      .findBy({ templateId, memberId: owner.memberId, projectId: owner.projectId });
    return (await this.remove(tx, owner, rows)) === 1;
  }

  /** Rows without their codes, newest first. */
  async listOf(tx: Tx, owner: Omit<PalmOwner, 'organizationId'>): Promise<Template[]> {
    const { memberId, projectId } = owner;
    return tx
      .getRepository(Template)
      .find({ where: { memberId, projectId }, order: { createdAt: 'DESC', templateId: 'DESC' } });
  }

  /** The codes of a member's palms of these hands under today's engine. */
  async codesOf(tx: Tx, owner: Omit<PalmOwner, 'organizationId'>, hands: readonly Hand[]): Promise<Uint8Array[]> {
    const rows = (await this.listOf(tx, owner)).filter(
      (row) => hands.includes(row.hand) && row.engineVersion === ENGINE_VERSION,
    );
    if (rows.length === 0) return [];
    const keyRow = await tx.getRepository(MemberKey).findOneByOrFail({ memberId: owner.memberId });
    const key = await this.cipher.openMemberKey(keyRow);
    return rows.map((row) => this.cipher.openTemplate(key, row));
  }

  /** A capture of a session that is under way, sealed with the member's key like a template. */
  async sealSample(tx: Tx, owner: PalmOwner, place: string, code: Uint8Array): Promise<Buffer> {
    return this.cipher.sealTemplate(
      await this.keyOf(tx, owner),
      { ...only(owner), templateId: place, engineVersion: ENGINE_VERSION },
      code,
    );
  }

  async openSamples(
    tx: Tx,
    owner: PalmOwner,
    samples: readonly { place: string; sealed: Buffer }[],
  ): Promise<Buffer[]> {
    if (samples.length === 0) return [];
    const key = await this.keyOf(tx, owner);
    return samples.map(({ place, sealed }) =>
      this.cipher.openTemplate(key, { ...only(owner), templateId: place, engineVersion: ENGINE_VERSION, sealed }),
    );
  }

  /** Whether one of these members still has a palm. */
  async hasAny(tx: Tx, memberIds: readonly string[]): Promise<boolean> {
    if (memberIds.length === 0) return false;
    const rows = await tx.query<unknown[]>('SELECT 1 FROM templates WHERE member_id = ANY ($1::uuid[]) LIMIT 1', [
      memberIds,
    ]);
    return rows.length > 0;
  }

  /** Whether this palm is still the member's: another process may have destroyed it, and memory here not know yet. */
  async isKept(tx: Tx, memberId: string, templateId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT 1 FROM templates WHERE template_id = $1 AND member_id = $2', [
      templateId,
      memberId,
    ]);
    return rows.length > 0;
  }

  /** Hands that the member has palms of, in a fixed order. */
  async handsOf(tx: Tx, memberId: string): Promise<Hand[]> {
    const rows = await tx.query<{ hand: Hand }[]>(
      'SELECT DISTINCT hand FROM templates WHERE member_id = $1 ORDER BY hand',
      [memberId],
    );
    return rows.map((row) => row.hand);
  }

  /** Out of this process's memory, once it is committed and before the answer; the others follow by notice. */
  evict(memberId: string): void {
    this.live.evict(memberId);
  }

  /** The marks by which galleries follow lose whose palms they were; whether one was added or removed stays. */
  async forgetOwner(tx: Tx, memberId: string): Promise<void> {
    await tx.query('UPDATE gallery_changes SET member_id = NULL WHERE member_id = $1', [memberId]);
  }

  private async remove(tx: Tx, owner: PalmOwner, rows: Template[]): Promise<number> {
    for (const { templateId } of rows) {
      await tx.delete(Template, { templateId });
      await this.announce(tx, owner, templateId, 'removed');
    }
    return rows.length;
  }

  private async keyOf(tx: Tx, owner: PalmOwner): Promise<Buffer> {
    const known = await tx.getRepository(MemberKey).findOneBy({ memberId: owner.memberId });
    if (known) return this.cipher.openMemberKey(known);
    const { row, key } = await this.cipher.newMemberKey(owner);
    const { raw } = await tx
      .createQueryBuilder()
      .insert()
      .into(MemberKey)
      .values(row)
      .orIgnore()
      .returning('member_id')
      .execute();
    if ((raw as unknown[]).length > 0) return key;
    return this.cipher.openMemberKey(await tx.getRepository(MemberKey).findOneByOrFail({ memberId: owner.memberId })); // another terminal of this member was first
  }

  private async announce(tx: Tx, owner: PalmOwner, templateId: string, kind: 'added' | 'removed'): Promise<void> {
    await tx.query(
      `INSERT INTO gallery_changes (organization_id, project_id, member_id, template_id, kind, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [owner.organizationId, owner.projectId, owner.memberId, templateId, kind, this.clock.now()],
    );
    await Notifications.publish(tx, 'gallery', owner.projectId);
  }
}

const only = ({ organizationId, projectId, memberId }: PalmOwner): PalmOwner => ({
  organizationId,
  projectId,
  memberId,
});
