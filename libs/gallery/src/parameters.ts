/** Every limit and tunable of the gallery, with its unit and why it has that value. */
import { AS_IT_CAME } from '#palm';

/** Jobs that wait for a worker before new ones are refused. At 5–50 ms a job this is a few seconds of waiting. */
export const DEFAULT_MAX_QUEUE = 256;
/** Templates a gallery holds unless configured; the id tables are reserved (not touched) for this many. */
export const DEFAULT_CAPACITY_TEMPLATES = 1_000_000;
/** A job that runs longer has met a fault; its worker is replaced. ms */
export const JOB_TIMEOUT_MS = 60_000;
/** A new worker that does not report ready in this time counts as dead. ms */
export const START_TIMEOUT_MS = 30_000;
/** Deaths of workers in a row, without one job done between, after which the pool stops replacing them. */
export const MAX_DEATHS_IN_A_ROW = 8;
/**
 * What a job is thought to cost before one of its kind was done, and the weight of each one done in the running mean.
 * Too much is refused for a moment at first when these are too large, too much is taken on when they are too small.
 */
export const WORK_ESTIMATE = { firstMs: 4, firstMsPerSlot: 40e-6, weight: 0.1 } as const;
/** Templates of one 1:1 call; a palm has three samples and few previous ones. */
export const MAX_VERIFY_TEMPLATES = 1_000;
/** Owners reported by a search; the decision needs two, an operator's trace shows some more. */
export const MAX_CANDIDATES = 16;

/** Galleries up to this size are compared elastically throughout, so their answers are exact; beyond it costs more. */
export const MAX_EXHAUSTIVE_TEMPLATES = 20;
/** Slots of a search from which on all free workers join it; smaller ones run side by side, a worker each. */
export const MIN_JOINED_SLOTS = 16_384;
/** Slots from which on the second pass sketches before it scans: below, the sketch costs more than it saves. */
export const MIN_SKETCHED_SLOTS = 8_192;
/**
 * What each stage hands on: at least `min`, or that part of the templates searched, at most `max`. Drawn from the ranks
 * of mated templates of real hands among 100,000 drawn palms, which `npm run bench:recall` reports stage by stage. In the
 * first pass the mated template is nearly always the nearest. Of hands that only the second pass accepts, enrolled once,
 * the sketch ranks the mated template within 12 %, the prefix within 1 % (three quarters of them within .1 %), and the fine
 * codes among the first 20.
 */
export const KEEP = {
  base: {
    sketched: { min: 0, fraction: 0, max: 0 },
    scanned: { min: 500, fraction: 0.01, max: Infinity },
    refined: { min: 100, fraction: 0.001, max: Infinity },
    finalists: { min: 16, fraction: 0, max: 16 },
  },
  poses: {
    sketched: { min: 2_000, fraction: 0.15, max: Infinity },
    scanned: { min: 250, fraction: 0.01, max: Infinity },
    refined: { min: 100, fraction: 0.002, max: Infinity },
    finalists: { min: 16, fraction: 1 / 2_500, max: 48 },
  },
} as const;

/** Poses that the second pass scans with: the picture as it came, at .9 and at 1.11 of its size. */
export const SCAN_POSES: readonly number[] = [AS_IT_CAME, 0, 2];
/** The engine's poses next to each of those: turned by 8° either way, and the next size. */
export const POSE_NEIGHBOURS: readonly (readonly number[])[] = [
  [6, 7],
  [1, 4, 5],
  [3, 8, 9],
];
/**
 * Of the finalists of the second pass the nearest few by their distance on whole cells try the neighbouring poses, and
 * who is then within `allWithin` is compared as the engine does, at all poses with half cells. Non-mated finalists of
 * real hands lie above .404 there, mated ones below.
 */
export const POSE_SEARCH = { nearest: 2, allWithin: 0.4 } as const;
