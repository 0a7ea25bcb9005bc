/** The gateway's time, read off its answers: deadlines are the server's, so a wrong clock here must not move them. */

let offsetMs = 0;
let narrowestMs = Infinity;
const FORGET_AFTER_MS = 60_000;
let measuredAtMs = -Infinity;

/** @param sentMs,receivedMs of this machine's clock, around the request */
export function learnServerTime(dateHeader: string | null, sentMs: number, receivedMs: number): void {
  const serverMs = dateHeader === null ? NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return;
  const roundTripMs = receivedMs - sentMs;
  if (roundTripMs > narrowestMs && receivedMs - measuredAtMs < FORGET_AFTER_MS) return;
  narrowestMs = roundTripMs;
  measuredAtMs = receivedMs;
  const halfSecond = 500; // the header is cut to whole seconds
  const guess = serverMs + halfSecond - (sentMs + receivedMs) / 2;
  offsetMs = Math.abs(guess) <= 1_000 ? 0 : guess; // below the resolution of the header
}

export const serverNowMs = (): number => Date.now() + offsetMs;
