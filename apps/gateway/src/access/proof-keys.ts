/**
 * The public keys of terminals that came before, ready to verify with. Making one ready costs more than a signature does
 * (the point must lie on the curve, OpenSSL turns it into a form of its own), and all of that in the loop's own thread.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';

export interface PublicKey {
  x: string;
  y: string;
}

const MAX_KEYS = 10_000;

export class ProofKeys {
  private readonly ready = new Map<string, KeyObject>();

  constructor(private readonly most = MAX_KEYS) {}

  /** @returns null for a point that is not on the curve */
  of({ x, y }: PublicKey): KeyObject | null {
    const known = this.ready.get(x + y);
    if (known) return known;
    try {
      return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    } catch {
      return null;
    }
  }

  /** Only a key that signed well is worth a place; the oldest makes space. */
  remember({ x, y }: PublicKey, key: KeyObject): void {
    if (this.ready.has(x + y)) return;
    if (this.ready.size >= this.most) this.ready.delete(this.ready.keys().next().value!);
    this.ready.set(x + y, key);
  }
}
