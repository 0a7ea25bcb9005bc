import { ApiProperty } from '@nestjs/swagger';
import { adviceFor, HINT_CODES, HINT_MEANING, type HintCode } from '../palms/palms.errors.js';
import type { ScanResult } from '../scans/scan-result.entity.js';
import type { IdentificationResult } from './identification.service.js';

export class IdentificationView {
  scan_id: string;
  matched: boolean;
  member_id: string | null;
  /** Coarse band: 0.9, 0.99, 0.999, 0.9999, 0.99999. */
  confidence: number | null;
  /** `ambiguous`: someone is near, but not clearly enough. */
  reason?: 'ambiguous';
  hand: string;
  quality: number | null;
  verdict: 'allow' | 'challenge' | 'block' | null;
  matched_rule_id: string | null;
  /** Of a picture that was used: `none`; a refusal carries its own in `error.details`. */
  @ApiProperty({ enum: HINT_CODES, description: HINT_MEANING })
  hint: HintCode;
  hint_text: string;
  created_at: string;

  static of({ scan, confidence }: IdentificationResult): IdentificationView {
    const matched = scan.result === 'matched';
    return {
      scan_id: scan.scanId,
      matched,
      member_id: matched ? scan.memberId : null,
      confidence: matched ? confidence : null,
      ...(scan.result === 'ambiguous' ? { reason: 'ambiguous' as const } : {}),
      hand: scan.hand,
      quality: scan.quality,
      verdict: scan.verdict,
      matched_rule_id: scan.matchedRuleId,
      ...adviceFor(null),
      created_at: scan.createdAt.toISOString(),
    };
  }
}

export class VerificationView {
  scan_id: string;
  verified: boolean;
  member_id: string;
  confidence: number | null;
  verdict: 'allow' | 'challenge' | 'block' | null;
  matched_rule_id: string | null;
  /** Of a picture that was used: `none`; a refusal carries its own in `error.details`. */
  @ApiProperty({ enum: HINT_CODES, description: HINT_MEANING })
  hint: HintCode;
  hint_text: string;
  created_at: string;

  static of({
    scan,
    memberId,
    confidence,
  }: {
    scan: ScanResult;
    memberId: string;
    confidence: number | null;
  }): VerificationView {
    const verified = scan.result === 'matched';
    return {
      scan_id: scan.scanId,
      verified,
      member_id: memberId,
      confidence: verified ? confidence : null,
      verdict: scan.verdict,
      matched_rule_id: scan.matchedRuleId,
      ...adviceFor(null),
      created_at: scan.createdAt.toISOString(),
    };
  }
}
