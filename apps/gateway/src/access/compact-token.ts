/**
 * The three parts of a signed token. Terminals bring two with each request, thousands at a time after a power cut: reading
 * them with node:crypto costs a third of what a library with WebCrypto beneath it does.
 */

export interface CompactToken {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
  /** What the signature is over. */
  signed: string;
  signature: Buffer;
}

const PART = /^[A-Za-z0-9_-]+$/;

/** @returns null for what is no token of JSON objects in base64url */
export function readCompactToken(token: string): CompactToken | null {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => PART.test(part))) return null;
  const [header, payload] = [objectOf(parts[0]!), objectOf(parts[1]!)];
  if (!header || !payload) return null;
  return { header, payload, signed: `${parts[0]}.${parts[1]}`, signature: Buffer.from(parts[2]!, 'base64url') };
}

function objectOf(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
