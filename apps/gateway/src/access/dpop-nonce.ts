/** Server nonces for DPoP: an HMAC over a time window, so every process and every restart accepts them. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const WINDOW_MS = 5_000;
/** Before the one under way: nothing older than five minutes is taken. */
const LIVING_WINDOWS = 59;
export const NONCE_LIFETIME_MS = WINDOW_MS * (LIVING_WINDOWS + 1);

export class DpopNonces {
  constructor(private readonly key: Buffer) {}

  issue(nowMs: number): string {
    return this.nonceOf(Math.floor(nowMs / WINDOW_MS));
  }

  isFresh(nonce: string, nowMs: number): boolean {
    const bytes = Buffer.from(nonce, 'base64url');
    if (bytes.length !== 20) return false;
    const window = bytes.readUInt32BE(0);
    const age = Math.floor(nowMs / WINDOW_MS) - window;
    // one window ahead: another process's clock may be a moment before ours
    if (age < -1 || age > LIVING_WINDOWS) return false;
    return timingSafeEqual(bytes, Buffer.from(this.nonceOf(window), 'base64url'));
  }

  private nonceOf(window: number): string {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(window);
    const mac = createHmac('sha256', this.key).update(counter).digest().subarray(0, 16);
    return Buffer.concat([counter, mac]).toString('base64url');
  }
}
