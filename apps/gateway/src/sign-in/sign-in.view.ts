import type { LocalUser } from './local-issuer.js';

export class SignInView {
  /** Send it as `Authorization: Bearer <id_token>`. */
  id_token: string;
  /** Seconds. */
  expires_in: number;
  uid: string;
  email: string;

  static of(redeemed: { idToken: string; expiresInS: number; user: LocalUser }): SignInView {
    const { idToken, expiresInS, user } = redeemed;
    return { id_token: idToken, expires_in: expiresInS, uid: user.uid, email: user.email };
  }
}
