/** What sign-in refuses: a token that proves nobody, or a moment in which nobody can be proven. */
import { Problem } from '#platform/problems';

/** The message is safe to show: it names the rule, never a value of the token. */
export class InvalidIdToken extends Problem {
  constructor(message: string, cause?: unknown) {
    super('unauthenticated', 'invalid_token', message, { cause });
    this.name = 'InvalidIdToken';
  }
}

export class IdTokensUnavailable extends Problem {
  constructor(message: string, cause?: unknown) {
    super('unavailable', 'unavailable', message, { cause });
    this.name = 'IdTokensUnavailable';
  }
}
