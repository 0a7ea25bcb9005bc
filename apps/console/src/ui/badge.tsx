/** A state in one word; the colour only repeats what the word says. */
import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

const TONES: Record<string, Tone> = {
  online: 'good',
  active: 'good',
  known: 'good',
  allow: 'good',
  success: 'good',
  completed: 'good',
  live: 'good',
  passed: 'good',
  ok: 'good',
  accepted: 'good',
  unknown: 'warn',
  unclear: 'warn',
  challenge: 'warn',
  pending: 'warn',
  offline: 'warn',
  processing: 'warn',
  monitor: 'warn',
  invited: 'warn',
  expired: 'warn',
  warn: 'warn',
  refused: 'bad',
  block: 'bad',
  failed: 'bad',
  error: 'bad',
  disabled: 'bad',
  exposed: 'bad',
  fail: 'bad',
};

export const toneOf = (state: string): Tone => TONES[state] ?? 'plain';

export function Badge({ state, children }: { state: string; children: ReactNode }) {
  return (
    <span className="badge" data-tone={toneOf(state)}>
      {children}
    </span>
  );
}
