/** Access tokens of terminals: an hour long, bound to the key pair, useless without it. */
import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Clock } from '#platform/clock';
import { Keyring } from '#platform/keys';
import { invalidToken } from './access.errors.js';

export const TERMINAL_TOKEN_LIFETIME_S = 3600;
const ISSUER = 'thenar';
const AUDIENCE = 'thenar terminal';

@Injectable()
export class TerminalTokens {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    keyring: Keyring,
  ) {
    this.key = keyring.derive('terminal token');
  }

  issue(deviceId: string, keyThumbprint: string): Promise<string> {
    const nowS = Math.floor(this.clock.nowMs() / 1000);
    return new SignJWT({ cnf: { jkt: keyThumbprint } })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(deviceId)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + TERMINAL_TOKEN_LIFETIME_S)
      .sign(this.key);
  }

  /** @returns the device that the token names @throws Problem `invalid_token`, also when another key holds it */
  async deviceOf(token: string, keyThumbprint: string): Promise<string> {
    const { payload } = await jwtVerify(token, this.key, {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: this.clock.now(),
      requiredClaims: ['exp', 'sub'],
    }).catch(() => {
      throw invalidToken();
    });
    const bound = (payload.cnf as { jkt?: unknown } | undefined)?.jkt;
    if (bound !== keyThumbprint) throw invalidToken('The access token belongs to another key.');
    return payload.sub!;
  }
}
