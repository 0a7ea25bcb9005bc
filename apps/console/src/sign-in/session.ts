/** Who is signed in: one session for the page, by Firebase or in development by the gateway's own link. */
import { useSyncExternalStore } from 'react';
import { developmentSignIn } from './development.ts';
import type { SignInProvider } from './sign-in-provider.ts';

export interface Person {
  uid: string;
  email: string | null;
}

export type Session =
  | { status: 'starting' }
  | { status: 'signed-out'; reason: 'none' | 'expired' | 'left' }
  | { status: 'signed-in'; person: Person };

export type SignInMethod =
  { kind: 'development' } | { kind: 'firebase'; api_key: string | null; emulator_url: string | null };

let session: Session = { status: 'starting' };
let proof: SignInProvider | null = null;
let method: SignInMethod | null = null;
const listeners = new Set<() => void>();

/**
 * How somebody was signed in here: what that needs is loaded at once, and a session which ended while the page was closed is
 * spoken of.
 */
const BEGUN = 'thenar.signed-in';
export const mayResume = (): boolean => localStorage.getItem(BEGUN) !== null;

function setSession(next: Session): void {
  session = next;
  if (next.status === 'signed-in') localStorage.setItem(BEGUN, method?.kind ?? 'yes');
  if (next.status === 'signed-out') localStorage.removeItem(BEGUN);
  for (const listener of listeners) listener();
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
export async function signInMethod(): Promise<SignInMethod> {
  if (method) return method;
  const response = await fetch('/console/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return (method = ((await response.json()) as { sign_in: SignInMethod }).sign_in);
}

const firebase = () => import('./firebase.ts');

/** Firebase's code is loaded only where it is used. */
export async function signInProvider(): Promise<SignInProvider> {
  if (proof) return proof;
  const way = await signInMethod();
  return (proof = way.kind === 'development' ? developmentSignIn() : (await firebase()).firebaseSignIn(way));
}

/** Takes up the session of before, if one is left. */
export async function resumeSession(): Promise<void> {
  if (localStorage.getItem(BEGUN) === 'firebase') void firebase().catch(() => undefined);
  const person = await signInProvider()
    .then((known) => known.resume())
    .catch(() => null);
  if (person) return setSession({ status: 'signed-in', person });
  setSession({ status: 'signed-out', reason: mayResume() ? 'expired' : 'none' });
}

export function beginSession(person: Person): void {
  setSession({ status: 'signed-in', person });
}

export async function idToken(): Promise<string | null> {
  if (session.status !== 'signed-in') return null;
  const token = await (await signInProvider()).token();
  if (token === null) endSession('expired');
  return token;
}

export function endSession(reason: 'expired' | 'left'): void {
  if (session.status !== 'signed-in') return;
  setSession({ status: 'signed-out', reason });
  void signInProvider().then((known) => known.leave());
}
