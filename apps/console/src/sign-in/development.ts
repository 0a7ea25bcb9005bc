/** Sign-in by the link that a development gateway prints: the link's token is kept, because an ID token lives an hour. */
import { type SignInProvider, SignInRefused } from './sign-in-provider.ts';
import type { Person } from './session.ts';

const STORAGE_KEY = 'thenar.development-link';
const RENEW_BEFORE_MS = 5 * 60_000;

interface SignInAnswer {
  id_token: string;
  expires_in: number;
  uid: string;
  email: string;
}

export function developmentSignIn(): SignInProvider {
  let current: { token: string; untilMs: number } | null = null;

  async function redeem(linkToken: string): Promise<Person> {
    const response = await fetch('/dev/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: linkToken }),
    }).catch(() => {
      throw new SignInRefused('unreachable');
    });
    if (!response.ok) throw new SignInRefused('old-link');
    const redeemed = (await response.json()) as SignInAnswer;
    current = { token: redeemed.id_token, untilMs: Date.now() + redeemed.expires_in * 1000 - RENEW_BEFORE_MS };
    localStorage.setItem(STORAGE_KEY, linkToken);
    return { uid: redeemed.uid, email: redeemed.email };
  }

  return {
    withLink: redeem,
    async resume() {
      const kept = localStorage.getItem(STORAGE_KEY);
      if (kept === null) return null;
      return redeem(kept).catch((error: unknown) => {
        if (error instanceof SignInRefused && error.why === 'unreachable') throw error;
        return null;
      });
    },
    async token() {
      if (current && Date.now() < current.untilMs) return current.token;
      const kept = localStorage.getItem(STORAGE_KEY);
      if (kept !== null)
        await redeem(kept).catch((error: unknown) => {
          if (error instanceof SignInRefused && error.why === 'unreachable') throw error;
          current = null;
        });
      return current?.token ?? null;
    },
    async leave() {
      current = null;
      localStorage.removeItem(STORAGE_KEY);
    },
  };
}
