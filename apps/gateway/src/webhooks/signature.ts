/** Standard Webhooks signatures: HMAC-SHA256 over id, time and body, one for every secret in force. */
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** `whsec_` and 32 random bytes in base64. */
export function mintSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

export interface Signable {
  /** The event's id: the same on every retry. */
  id: string;
  /** When this attempt is made. */
  unixMs: number;
  body: Buffer;
}

/** @param secrets newest first */
export function signatureHeaders(what: Signable, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(what.unixMs / 1000));
  const signed = Buffer.concat([Buffer.from(`${what.id}.${timestamp}.`), what.body]);
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`,
  );
  return { 'webhook-id': what.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
