/** Sign-in by Firebase (or its emulator): e-mail and password, without the parts of the SDK that load scripts from elsewhere. */
import { initializeApp } from '@firebase/app';
import {
  browserSessionPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
  signOut,
  type User,
} from '@firebase/auth';
import { type SignInProvider, SignInRefused } from './sign-in-provider.ts';
import type { Person, SignInMethod } from './session.ts';

const UNREACHABLE = 'auth/network-request-failed';
const REFUSALS: Record<string, SignInRefused['why']> = {
  'auth/too-many-requests': 'too-often',
  'auth/user-disabled': 'disabled',
  [UNREACHABLE]: 'unreachable',
};

export function firebaseSignIn({ api_key, emulator_url }: Extract<SignInMethod, { kind: 'firebase' }>): SignInProvider {
  if (api_key === null) throw new Error('This gateway was given no Firebase web API key.');
  const app = initializeApp({ apiKey: api_key });
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserSessionPersistence] });
  if (emulator_url) connectAuthEmulator(auth, emulator_url, { disableWarnings: true });
  return {
    async resume() {
      await auth.authStateReady();
      return auth.currentUser && personOf(auth.currentUser);
    },
    async token() {
      if (!auth.currentUser) return null;
      try {
        return await auth.currentUser.getIdToken();
      } catch (error) {
        if (codeOf(error) === UNREACHABLE) throw new SignInRefused('unreachable');
        return null;
      }
    },
    leave: () => signOut(auth),
    async withPassword(email, password) {
      try {
        return personOf((await signInWithEmailAndPassword(auth, email, password)).user);
      } catch (error) {
        throw new SignInRefused(REFUSALS[codeOf(error)] ?? 'wrong');
      }
    },
    // the answer does not reveal whether there is such an account
    resetPassword: (email) => sendPasswordResetEmail(auth, email).catch(() => undefined),
  };
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';
const personOf = ({ uid, email }: User): Person => ({ uid, email });
