/** Proving who a Firebase user is: the only place where an ID token becomes a user. */

/** Who signed in, as the token says; what they may do is never read from it. */
export interface VerifiedIdentity {
  uid: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  /** Unix seconds of the moment they proved themselves, which every refreshed token keeps. */
  authTimeS: number;
  /** Whether a second factor was shown. */
  secondFactor: boolean;
}

export abstract class IdTokens {
  /** @throws InvalidIdToken | IdTokensUnavailable when Google cannot be asked and no answer of it is kept */
  abstract verify(token: string): Promise<VerifiedIdentity>;
  abstract close(): Promise<void>;
}

/** Where a warning goes that an operator should see; `details` never holds a token. */
export type Warn = (message: string, details?: Record<string, unknown>) => void;

export type GatewayMode = 'production' | 'development';
