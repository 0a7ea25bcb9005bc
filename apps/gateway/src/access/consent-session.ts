/** Who sits before the consent page: their ID token, sealed in a cookie that only these pages get, proven again at each step. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keyring, seal, unseal } from '#platform/keys';
import { IdTokens } from '../sign-in/id-tokens.js';
import type { UserPrincipal } from '../principal/principal.js';
import { UsersService } from '../tenancy/users.service.js';

const COOKIE = 'thenar_consent';
const LIFETIME_S = 900;
const BOUND = 'consent session';

export interface ConsentSession {
  caller: UserPrincipal;
  /** What a form must carry to be one of ours. */
  formToken: string;
}

@Injectable()
export class ConsentSessions {
  private readonly key: Buffer;
  private readonly formKey: Buffer;

  constructor(
    private readonly idTokens: IdTokens,
    private readonly users: UsersService,
    keyring: Keyring,
  ) {
    this.key = keyring.derive('consent session');
    this.formKey = keyring.derive('consent form');
  }

  /** @returns a `Set-Cookie` value @throws Problem `invalid_token` */
  async begin(idToken: string, secure: boolean): Promise<string> {
    await this.idTokens.verify(idToken);
    const sealed = seal(this.key, Buffer.from(idToken), BOUND).toString('base64url');
    return `${COOKIE}=${sealed}; Path=/cli; Max-Age=${LIFETIME_S}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  }

  /** @returns null when nobody is signed in here (any more) */
  async of(cookieHeader: string | undefined): Promise<ConsentSession | null> {
    const sealed = new RegExp(`(?:^|; )${COOKIE}=([A-Za-z0-9_-]+)`).exec(cookieHeader ?? '')?.[1];
    if (!sealed) return null;
    try {
      const idToken = unseal(this.key, Buffer.from(sealed, 'base64url'), BOUND).toString();
      const caller = await this.users.callerOf(await this.idTokens.verify(idToken));
      return { caller, formToken: createHmac('sha256', this.formKey).update(sealed).digest('base64url') };
    } catch {
      return null; // expired, revoked, or not ours: sign in again
    }
  }
}

export function isSameToken(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
