/** What a sign-in method can do; the rest of the console knows no more of it. */
import type { Person } from './session.ts';

export interface SignInProvider {
  /** The person who signed in before, in this browser. @throws SignInRefused `unreachable` when that cannot be found out */
  resume(): Promise<Person | null>;
  /** An ID token that is good for some minutes, or null when the session is over. @throws SignInRefused `unreachable` */
  token(): Promise<string | null>;
  leave(): Promise<void>;
  /** By e-mail and password. @throws SignInRefused */
  withPassword?(email: string, password: string): Promise<Person>;
  /** Sends the e-mail with which a new password is set. */
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
