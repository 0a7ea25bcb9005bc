/** What a way of signing in can do; the rest of the console knows no more of it. */
import type { Person } from './session.ts';

export interface SignInProvider {
  /** Whoever signed in before, in this browser. */
  resume(): Promise<Person | null>;
  /** An ID token that is good for some minutes, or null when the session is over. @throws SignInRefused when nobody can say */
  token(): Promise<string | null>;
  leave(): Promise<void>;
  /** By e-mail and password. @throws SignInRefused */
  withPassword?(email: string, password: string): Promise<Person>;
  /** Sends the letter with which a password is set anew. */
  resetPassword?(email: string): Promise<void>;
  /** By the link that a development gateway prints. @throws SignInRefused */
  withLink?(token: string): Promise<Person>;
}

export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  constructor(readonly why: 'wrong' | 'too-often' | 'disabled' | 'unreachable' | 'old-link') {
    super(why);
  }
}
