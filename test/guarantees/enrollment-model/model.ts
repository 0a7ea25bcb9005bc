/** What should be true, by the contract alone: a few lines of state that know nothing of the gateway's code. */
export type Status = 'pending' | 'active' | 'completed' | 'failed' | 'cancelled' | 'expired';

const SILENCE_MS = 60_000;
const CHALLENGE_MS = 60_000;
export const MAX_REFUSALS = 10;

export interface Session {
  id: string;
  member: Member;
  status: Status;
  required: number;
  refused: number;
  expiresAtMs: number;
  lastContactMs: number;
  challenge: { words: string; atMs: number } | null;
  /** Captures sent, by number: which picture, and whether it was taken. */
  sent: { palm: number; pose: number; accepted: boolean }[];
  /** Usable captures of each palm, in the order in which the palms were first shown. */
  shown: Map<number, number>;
}

export interface Member {
  id: string;
  palm: number;
  alive: boolean;
  /** The palm that is enrolled for this member. */
  enrolled: number | null;
}

export interface Device {
  id: string;
  enabled: boolean;
  sessions: Session[];
}

/** A poll that waits, and what it knew when it began. */
export interface Parked {
  device: Device;
  knew: string;
  answered: Promise<{ refused: string | null; knows: string }>;
}

export interface Model {
  devices: Device[];
  members: Member[];
  parked: Parked[];
  restarts: number;
}

export const isFinal = ({ status }: Session): boolean => status !== 'pending' && status !== 'active';

/** Time ends sessions: past their deadline, or acknowledged and silent. */
export function settle(model: Model, nowMs: number): void {
  for (const session of model.devices.flatMap(({ sessions }) => sessions)) {
    if (isFinal(session)) continue;
    if (session.expiresAtMs <= nowMs) session.status = 'expired';
    else if (session.status === 'active' && session.lastContactMs + SILENCE_MS <= nowMs) session.status = 'failed';
  }
}

export const current = ({ sessions }: Device): Session | null => sessions.find((session) => !isFinal(session)) ?? null;
export const latest = ({ sessions }: Device): Session | null => sessions.at(-1) ?? null;

export function isAlive(session: Session, nowMs: number): boolean {
  return session.challenge !== null && nowMs < session.challenge.atMs + CHALLENGE_MS;
}

/** One more usable capture: the palm shown most often counts, of equals the one shown first. */
export function show(session: Session, palm: number): { accepted: boolean; most: number; count: number } {
  session.shown.set(palm, (session.shown.get(palm) ?? 0) + 1);
  let most = palm;
  let count = 0;
  for (const [one, times] of session.shown) if (times > count) [most, count] = [one, times];
  return { accepted: most === palm, most, count };
}

/** The session has enough: another person's palm fails it. */
export function judge(model: Model, session: Session, palm: number): void {
  const duplicate = model.members.some(
    (member) => member !== session.member && member.alive && member.enrolled === palm,
  );
  session.status = duplicate ? 'failed' : 'completed';
  if (!duplicate) session.member.enrolled = palm;
}
