/** Whether a webhook is the gateway's: Standard Webhooks, with WebCrypto, which Node and browsers and workers have. */
import { WebhookVerificationError } from './errors.js';

export interface WebhookEvent {
  /** The same on every retry: deal with each once. */
  event_id: string;
  type: string;
  timestamp: string;
  project_id: string;
  data: { event_type: string } & Record<string, unknown>;
}

type Incoming = Headers | Record<string, string | string[] | undefined>;

export interface VerifyOptions {
  /** How far the sender's clock may be from ours: 300 unless set. */
  toleranceS?: number;
}

/**
 * The event, or WebhookVerificationError.
 * @param rawBody the bytes as they came: parsed and written again they are others
 */
export async function verify(
  rawBody: string | Uint8Array,
  headers: Incoming,
  secret: string,
  { toleranceS = 300 }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  ) as [string, string, string];
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookVerificationError('webhook-timestamp is not a time');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceS)
    throw new WebhookVerificationError('webhook-timestamp is too far from now');
  const body = typeof rawBody === 'string' ? new TextEncoder().encode(rawBody) : rawBody;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  const key = await keyOf(secret);
  for (const one of signatures.split(' ')) {
    const signature = one.startsWith('v1,') ? decoded(one.slice(3)) : undefined;
    if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed)))
      return JSON.parse(new TextDecoder().decode(body)) as WebhookEvent;
  }
  throw new WebhookVerificationError('no signature fits the secret');
}

function headerOf(headers: Incoming, name: string): string {
  const found =
    typeof (headers as Headers).get === 'function'
      ? (headers as Headers).get(name)
      : Object.entries(headers as Record<string, string | string[] | undefined>).find(
          ([key]) => key.toLowerCase() === name,
        )?.[1];
  if (typeof found !== 'string' || found === '') throw new WebhookVerificationError(`${name} is missing`);
  return found;
}

async function keyOf(secret: string) {
  const bytes = decoded(secret.replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw new TypeError('the secret of a webhook begins with whsec_');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
