/** Figures are asked for up to the end of the running minute, so that the question stays the same for a while. */
import { serverNowMs } from '../api/server-clock.ts';

export const MINUTE_MS = 60_000;
/** As often as the figures are asked for anew. */
export const REFRESH_MS = 10_000;

export const thisMinuteMs = (): number => Math.ceil(serverNowMs() / MINUTE_MS) * MINUTE_MS;
