/** The enrollment session's states and moves as one table; everything else reads it. */

export const STATES = ['pending', 'active', 'processing', 'completed', 'failed', 'cancelled', 'expired'] as const;
export type SessionStatus = (typeof STATES)[number];

export type SessionMove =
  /** The terminal has taken it up. */
  | 'acknowledge'
  /** Enough captures agree: the server judges. */
  | 'judge'
  /** One more capture is needed after all. */
  | 'ask_again'
  | 'complete'
  | 'fail'
  | 'cancel'
  | 'expire';

export const MOVES: Record<SessionMove, { from: readonly SessionStatus[]; to: SessionStatus }> = {
  acknowledge: { from: ['pending'], to: 'active' },
  judge: { from: ['active'], to: 'processing' },
  ask_again: { from: ['processing'], to: 'active' },
  complete: { from: ['processing'], to: 'completed' },
  fail: { from: ['pending', 'active', 'processing'], to: 'failed' },
  cancel: { from: ['pending', 'active', 'processing'], to: 'cancelled' },
  expire: { from: ['pending', 'active', 'processing'], to: 'expired' },
};

export const NON_FINAL_STATUSES: readonly SessionStatus[] = ['pending', 'active', 'processing'];

export const isFinal = (status: SessionStatus): boolean => !NON_FINAL_STATUSES.includes(status);

/** @returns the state after the move, or null when it is not allowed from here */
export function afterMove(status: SessionStatus, move: SessionMove): SessionStatus | null {
  const { from, to } = MOVES[move];
  return from.includes(status) ? to : null;
}

export const FAILURES = {
  low_quality: 'No capture was good enough.',
  liveness_failed: 'The terminal did not see a living hand.',
  inconsistent_captures: 'The captures do not show one palm.',
  duplicate_palm: 'This palm belongs to another member.',
  wrong_hand: 'The other hand was shown.',
  hand_picture_required: 'No picture showed the whole hand.',
  member_deleted: 'The member was deleted.',
  consent_withdrawn: 'The member withdrew consent.',
  device_disabled: 'The device was disabled.',
  terminal_lost: 'The terminal fell silent.',
  terminal_failed: 'The terminal reported a failure.',
  internal: 'The gateway could not finish.',
} as const;
export type FailureCode = keyof typeof FAILURES;

/** Acknowledged and then silent for this long: the terminal is lost. */
export const SILENCE_MS = 60_000;
/** Refused captures that end a session. */
export const MAX_REFUSALS = 10;
/** A capture's challenge lives this long and serves once. */
export const CHALLENGE_LIFETIME_MS = 60_000;
/** A final session is remembered for pollers this long. */
export const FINAL_SESSION_VISIBLE_MS = 24 * 3_600_000;
