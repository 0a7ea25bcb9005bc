/** Why a scan ended as it did, in one sentence, and what to do next. */
import type { Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { type Scan, spokenVerdict } from './outcome.ts';

const { why } = texts.scans;
type Gate = Schemas['GateView'];

export interface Reason {
  sentence: string;
  next: string | null;
}

const gateOf = (gates: readonly Gate[], name: string): Gate | undefined => gates.find(({ gate }) => gate === name);
const reason = ([sentence, next]: readonly [string, string?]): Reason => ({ sentence, next: next ?? null });

function refusedPicture(code: Gate['input']): Reason {
  const pictures: Record<string, { text: string; next: string }> = why.pictures;
  const known = (typeof code === 'string' ? pictures[code] : undefined) ?? why.pictures.low_quality;
  return { sentence: known.text, next: known.next };
}

function notMatched(scan: Scan, gates: readonly Gate[]): Reason {
  if (scan.operation === 'verify')
    return gateOf(gates, 'enrolled')?.outcome === 'failed'
      ? reason([why.verify_not_enrolled, why.verify_not_enrolled_next])
      : reason([why.verify_other, why.verify_other_next]);
  if (gateOf(gates, 'search')?.input === 0) return reason([why.empty_gallery, why.empty_gallery_next]);
  if ((scan.signals as Record<string, unknown>).near_miss === true) return reason([why.near_miss, why.near_miss_next]);
  return reason([why.not_matched, why.not_matched_next]);
}

function matched(scan: Scan): Reason {
  if (scan.operation === 'enroll') return reason([why.enrolled]);
  const verdict = spokenVerdict(scan);
  if (verdict === null) return reason([scan.operation === 'verify' ? why.verified : why.matched]);
  if (scan.matched_rule_id !== null) return reason([why.by_rule[verdict], why.by_rule_next]);
  return verdict === 'block'
    ? reason([why.disabled, why.disabled_next])
    : reason([why.rule_fault, why.rule_fault_next]);
}

/** Gates say what was judged, results what came of it. */
export function whyOf(scan: Scan, gates: readonly Gate[]): Reason {
  switch (scan.result) {
    case 'matched':
      return matched(scan);
    case 'not_matched':
      return notMatched(scan, gates);
    case 'ambiguous':
      return reason([why.ambiguous, why.ambiguous_next]);
    case 'low_quality':
      return refusedPicture(gateOf(gates, 'picture')?.input);
    case 'liveness_failed':
      return reason([why.liveness_failed, why.liveness_failed_next]);
    case 'duplicate':
      return reason([why.duplicate, why.duplicate_next]);
    case 'error':
      return reason([why.error, why.error_next]);
  }
}
