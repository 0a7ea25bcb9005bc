/** The captures of a session one by one, read from how its progress changes. */
import type { Session } from './live-session.ts';

export interface CaptureNote {
  number: number;
  accepted: boolean;
  /** 0 to 1, null when it was not judged. */
  quality: number | null;
  hint: string | null;
}

export function captureLog(
  known: readonly CaptureNote[],
  before: Session | null,
  now: Session,
): readonly CaptureNote[] {
  const { captures_accepted, last_quality, hint } = now.progress;
  const earlier = before?.progress ?? { captures_accepted: 0, last_quality: null, hint: null };
  const accepted = captures_accepted > earlier.captures_accepted;
  const refused =
    !accepted &&
    now.status === 'active' &&
    hint !== null &&
    before?.status === 'active' &&
    before.version !== now.version;
  if (!accepted && !refused) return known;
  const note = { number: known.length + 1, accepted, quality: last_quality, hint: accepted ? null : hint };
  return [...known, note];
}
