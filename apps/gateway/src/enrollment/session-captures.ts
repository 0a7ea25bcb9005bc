/** The captures of a session that can be used, opened; and which of them show one palm. */
import { Injectable } from '@nestjs/common';
import { type Hand, TEMPLATE_BYTES } from '#palm';
import type { Tx } from '#platform/database';
import type { PalmOwner } from '../palms/template-cipher.js';
import { TemplatesService } from '../palms/templates.service.js';
import { type EnrollmentSession, SessionCapture } from './session.entity.js';

export interface UsableCapture {
  seq: number;
  hand: Hand;
  wholeHand: boolean;
  quality: number;
  atypicality: number | null;
  code: Uint8Array;
  /** Null for captures from before there were digests. */
  digest: Uint8Array | null;
  distances: Record<string, number>;
}

@Injectable()
export class SessionCaptures {
  constructor(private readonly templates: TemplatesService) {}

  /** In the order in which they came. */
  async usable(tx: Tx, session: EnrollmentSession): Promise<UsableCapture[]> {
    const all = await tx
      .getRepository(SessionCapture)
      .find({ where: { sessionId: session.sessionId }, order: { seq: 'ASC' } });
    const rows = all.filter((row) => row.sealed !== null);
    const sealed = rows.map((row) => ({ place: placeOf(row.sessionId, row.seq), sealed: row.sealed! }));
    const opened = await this.templates.openSamples(tx, ownerOf(session), sealed);
    return rows.map((row, i) => ({
      seq: row.seq,
      hand: row.hand!,
      wholeHand: row.wholeHand,
      quality: row.quality!,
      atypicality: row.atypicality,
      code: opened[i]!.subarray(0, TEMPLATE_BYTES),
      digest: opened[i]!.length > TEMPLATE_BYTES ? opened[i]!.subarray(TEMPLATE_BYTES) : null,
      distances: row.distances as Record<string, number>,
    }));
  }

  /** The first seq above every one that was used. */
  async nextSeq(tx: Tx, { sessionId }: EnrollmentSession): Promise<number> {
    const highest = await tx.getRepository(SessionCapture).maximum('seq', { sessionId });
    return (highest ?? 0) + 1;
  }

  /** Code and digest are sealed together with the member's key, and bound to this place. */
  async keep(
    tx: Tx,
    session: EnrollmentSession,
    row: Omit<SessionCapture, 'sealed'>,
    capture: { code: Uint8Array; digest: Uint8Array } | null,
  ): Promise<void> {
    const place = placeOf(row.sessionId, row.seq);
    const sealed =
      capture &&
      (await this.templates.sealSample(tx, ownerOf(session), place, Buffer.concat([capture.code, capture.digest])));
    await tx.insert(SessionCapture, { ...row, sealed });
  }
}

export const ownerOf = ({ organizationId, projectId, memberId }: PalmOwner): PalmOwner => ({
  organizationId,
  projectId,
  memberId,
});

const placeOf = (sessionId: string, seq: number): string => `${sessionId}#${seq}`;
