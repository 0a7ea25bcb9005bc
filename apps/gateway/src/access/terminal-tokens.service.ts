/** Access tokens of terminals: an hour long, bound to the key pair, useless without it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Keyring } from '#platform/keys';
import { invalidToken } from './access.errors.js';
import { readCompactToken } from './compact-token.js';

export const TERMINAL_TOKEN_LIFETIME_S = 3600;
const ISSUER = 'thenar';
const AUDIENCE = 'thenar terminal';
/** The only one that we write, so the only one that we read: nobody talks us into another algorithm. */
const HEADER = partOf({ alg: 'HS256', typ: 'at+jwt' });

interface Claims {
  cnf: { jkt: string };
  iss: string;
  aud: string;
  /** The device. */
  sub: string;
  iat: number;
  exp: number;
}

@Injectable()
export class TerminalTokens {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    keyring: Keyring,
  ) {
    this.key = keyring.derive('terminal token');
  }

  issue(deviceId: string, keyThumbprint: string): string {
    const iat = Math.floor(this.clock.nowMs() / 1000);
    const exp = iat + TERMINAL_TOKEN_LIFETIME_S;
    const claims: Claims = { cnf: { jkt: keyThumbprint }, iss: ISSUER, aud: AUDIENCE, sub: deviceId, iat, exp };
    const signed = `${HEADER}.${partOf(claims)}`;
    return `${signed}.${this.sign(signed).toString('base64url')}`;
  }

  /** @returns the device that the token names @throws Problem `invalid_token`, also when another key holds it */
  deviceOf(text: string, keyThumbprint: string): string {
    const token = text.startsWith(`${HEADER}.`) ? readCompactToken(text) : null;
    if (!token) throw invalidToken();
    const expected = this.sign(token.signed);
    if (token.signature.length !== expected.length || !timingSafeEqual(token.signature, expected)) throw invalidToken();
    const { iss, aud, sub, exp, cnf } = token.payload as unknown as Claims; // we wrote them
    if (iss !== ISSUER || aud !== AUDIENCE || exp * 1000 <= this.clock.nowMs()) throw invalidToken();
    if (cnf.jkt !== keyThumbprint) throw invalidToken('The access token belongs to another key.');
    return sub;
  }

  private sign(signed: string): Buffer {
    return createHmac('sha256', this.key).update(signed).digest();
  }
}

function partOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
