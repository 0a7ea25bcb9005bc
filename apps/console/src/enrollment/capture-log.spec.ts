import { captureLog } from './capture-log.ts';
import type { Session } from './live-session.ts';

const session = (version: number, status: Session['status'], progress: Partial<Session['progress']>): Session =>
  ({
    version,
    status,
    progress: { captures_required: 3, captures_accepted: 0, last_quality: null, hint: null, ...progress },
  }) as Session;

const log = (...states: Session[]) =>
  states.reduce(
    ({ notes, before }, now) => ({ notes: captureLog(notes, before, now), before: now as Session | null }),
    { notes: [] as ReturnType<typeof captureLog>, before: null as Session | null },
  ).notes;

describe('the captures of an enrollment', () => {
  it('are listed as they come, with their quality and, when refused, the hint', () => {
    const notes = log(
      session(1, 'pending', {}),
      session(2, 'active', {}),
      session(3, 'active', { captures_accepted: 1, last_quality: 0.9 }),
      session(4, 'active', { captures_accepted: 1, last_quality: 0.2, hint: 'hold_still' }),
      session(5, 'processing', { captures_accepted: 2, last_quality: 0.8 }),
    );
    expect(notes).toEqual([
      { number: 1, accepted: true, quality: 0.9, hint: null },
      { number: 2, accepted: false, quality: 0.2, hint: 'hold_still' },
      { number: 3, accepted: true, quality: 0.8, hint: null },
    ]);
  });

  it('are none while the terminal has not begun, and none are added when the session ends', () => {
    expect(log(session(1, 'pending', {}), session(2, 'active', { hint: null }))).toEqual([]);
    const ended = log(
      session(2, 'active', { captures_accepted: 1, last_quality: 0.9 }),
      session(3, 'failed', { captures_accepted: 1, last_quality: 0.9, hint: 'hold_still' }),
    );
    expect(ended).toHaveLength(1);
  });
});
