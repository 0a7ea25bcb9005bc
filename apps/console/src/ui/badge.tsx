/** A state in one word; the colour only repeats what the word says. */
import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

const TONES: Record<string, Tone> = {
  ...{
    online: 'good',
    active: 'good',
    matched: 'good',
    allow: 'good',
    success: 'good',
    completed: 'good',
    live: 'good',
  },
  ...{ challenge: 'warn', pending: 'warn', offline: 'warn', processing: 'warn', monitor: 'warn', ambiguous: 'warn' },
  ...{ low_quality: 'warn', invited: 'warn', expired: 'warn', test: 'plain', ok: 'good', warn: 'warn' },
  ...{ block: 'bad', failed: 'bad', error: 'bad', disabled: 'bad', liveness_failed: 'bad', duplicate: 'bad' },
  ...{ exposed: 'bad', fail: 'bad', passed: 'good', refused: 'bad' },
};

export const toneOf = (state: string): Tone => TONES[state] ?? 'plain';

export function Badge({ state, children }: { state: string; children: ReactNode }) {
  return (
    <span className="badge" data-tone={toneOf(state)}>
      {children}
    </span>
  );
}
