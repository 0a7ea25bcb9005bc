/** Who is signed in: one session for the page, by Firebase or in development by the gateway's own link. */
import { useSyncExternalStore } from 'react';
import { developmentSignIn } from './development.ts';
import { type SignInProvider, SignInRefused } from './sign-in-provider.ts';

export interface Person {
  uid: string;
  email: string | null;
}

export type Session =
  | { status: 'starting' }
  | { status: 'unreachable' }
  | { status: 'signed-out'; reason: 'none' | 'expired' | 'left' }
  /**
   * While the page is in use it stays, with what was typed, until the same person has signed in again: because the session
   * expired, or because the gateway wants a recent sign-in for an act.
   */
  | { status: 'ended'; person: Person; why: 'expired' | 'step-up' }
  | { status: 'signed-in'; person: Person };

export type SignInMethod =
  { kind: 'development' } | { kind: 'firebase'; api_key: string | null; emulator_url: string | null };

let session: Session = { status: 'starting' };
let provider: SignInProvider | null = null;
let method: SignInMethod | null = null;
const listeners = new Set<() => void>();

/**
 * How the person signed in here before: what that needs is loaded at once, and a session that ended while the page was
 * closed is mentioned.
 */
const SIGNED_IN_KEY = 'thenar.signed-in';
export const mayResume = (): boolean => localStorage.getItem(SIGNED_IN_KEY) !== null;

function setSession(next: Session): void {
  session = next;
  if (next.status === 'signed-in') localStorage.setItem(SIGNED_IN_KEY, method?.kind ?? 'yes');
  if (next.status === 'signed-out') localStorage.removeItem(SIGNED_IN_KEY);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useSession = (): Session => useSyncExternalStore(subscribe, () => session);

/** How this gateway signs people in; read once. */
export async function signInMethod(): Promise<SignInMethod> {
  if (method) return method;
  const response = await fetch('/console/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return (method = ((await response.json()) as { sign_in: SignInMethod }).sign_in);
}

const firebase = () => import('./firebase.ts');

/** Firebase's code is loaded only where it is used. */
export async function signInProvider(): Promise<SignInProvider> {
  if (provider) return provider;
  const chosen = await signInMethod();
  return (provider = chosen.kind === 'development' ? developmentSignIn() : (await firebase()).firebaseSignIn(chosen));
}

/** Continues the session of before, if one is left. */
export async function resumeSession(): Promise<void> {
  if (localStorage.getItem(SIGNED_IN_KEY) === 'firebase') void firebase().catch(() => undefined);
  try {
    const person = await (await signInProvider()).resume();
    if (person) return setSession({ status: 'signed-in', person });
    setSession({ status: 'signed-out', reason: mayResume() ? 'expired' : 'none' });
  } catch (error) {
    const isUnreachable = error instanceof TypeError || (error instanceof SignInRefused && error.why === 'unreachable');
    setSession(isUnreachable ? { status: 'unreachable' } : { status: 'signed-out', reason: 'none' });
  }
}

/** @returns whether the page has to be loaded again: another person must not find what belongs to the one before */
export function beginSession(person: Person): boolean {
  const isOther = session.status === 'ended' && session.person.uid !== person.uid;
  setSession({ status: 'signed-in', person });
  return isOther;
}

/** @returns null when there is no session; while one has ended it waits until the person has signed in again */
export async function idToken(): Promise<string | null> {
  if (session.status === 'ended' && session.why === 'expired') await untilSignedIn();
  if (session.status !== 'signed-in' && session.status !== 'ended') return null;
  const token = await (await signInProvider()).token();
  if (token !== null) return token;
  markSessionEnded();
  return idToken();
}

export async function untilSignedIn(): Promise<void> {
  while (session.status !== 'signed-in')
    await new Promise<void>((resolve) => {
      const stop = subscribe(() => {
        stop();
        resolve();
      });
    });
}

export function markSessionEnded(): void {
  if (session.status !== 'signed-in') return;
  setSession({ status: 'ended', person: session.person, why: 'expired' });
  void signInProvider().then((known) => known.leave());
}

/** The gateway wants to see a recent sign-in before it does what was asked. */
export function requireRecentSignIn(): void {
  if (session.status === 'signed-in') setSession({ status: 'ended', person: session.person, why: 'step-up' });
}

/** The act is given up; the session goes on as it was. */
export function dismissRecentSignIn(): void {
  if (session.status === 'ended' && session.why === 'step-up')
    setSession({ status: 'signed-in', person: session.person });
}

export function signOut(): void {
  setSession({ status: 'signed-out', reason: 'left' });
  void signInProvider().then((known) => known.leave());
}
