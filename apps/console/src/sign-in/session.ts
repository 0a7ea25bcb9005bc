/** Who is signed in: one session for the page, by Firebase or in development by the gateway's own link. */
import { useSyncExternalStore } from 'react';
import type { Proof } from './proof.ts';

export interface Person {
  uid: string;
  email: string | null;
}

export type Session =
  | { status: 'starting' }
  | { status: 'signed-out'; reason: 'none' | 'expired' | 'left' }
  | { status: 'signed-in'; person: Person };

export type WayIn = { kind: 'development' } | { kind: 'firebase'; api_key: string | null; emulator_url: string | null };

let session: Session = { status: 'starting' };
let proof: Proof | null = null;
let wayIn: WayIn | null = null;
const listeners = new Set<() => void>();

function become(next: Session): void {
  session = next;
  for (const tell of listeners) tell();
}

export const useSession = (): Session =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );

/** How this gateway signs people in; asked once. */
export async function knownWayIn(): Promise<WayIn> {
  if (wayIn) return wayIn;
  const response = await fetch('/console/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return (wayIn = ((await response.json()) as { sign_in: WayIn }).sign_in);
}

/** Firebase's code is loaded only where it is used. */
export async function theProof(): Promise<Proof> {
  if (proof) return proof;
  const way = await knownWayIn();
  return (proof =
    way.kind === 'development'
      ? (await import('./development.ts')).developmentProof()
      : (await import('./firebase.ts')).firebaseProof(way));
}

/** Takes up the session of before, if one is left. */
export async function resumeSession(): Promise<void> {
  try {
    const person = await (await theProof()).resume();
    become(person ? { status: 'signed-in', person } : { status: 'signed-out', reason: 'none' });
  } catch {
    become({ status: 'signed-out', reason: 'none' });
  }
}

export function beginSession(person: Person): void {
  become({ status: 'signed-in', person });
}

export async function idToken(): Promise<string | null> {
  if (session.status !== 'signed-in') return null;
  const token = await (await theProof()).token();
  if (token === null) endSession('expired');
  return token;
}

export function endSession(reason: 'expired' | 'left'): void {
  if (session.status !== 'signed-in') return;
  become({ status: 'signed-out', reason });
  void theProof().then((known) => known.leave());
}
