/** Every limit and tunable of the gallery, with its unit and why it has that value. */

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
/** Templates of one 1:1 call; a palm has three samples and few previous ones. */
export const MAX_VERIFY_TEMPLATES = 1_000;
/** Owners reported by a search; the decision needs two, an operator's trace shows some more. */
export const MAX_CANDIDATES = 16;

/** Galleries up to this size are compared elastically throughout, so their answers are exact. */
export const MAX_EXHAUSTIVE_TEMPLATES = 500;
/**
 * What each stage hands on: at least so many, or that part of the templates searched. Of 1,154 probes of real skin among
 * 300,000 drawn palms the farthest mated template was within .03 % (Tongji) and the farthest but four, whose hands are of
 * another size than enrolled, within 1 % (IITD); with the other poses, all within .08 %.
 */
export const KEEP = {
  base: { scanned: { min: 500, fraction: 0.01 }, refined: { min: 100, fraction: 0.001 } },
  poses: { scanned: { min: 500, fraction: 0.01 }, refined: { min: 500, fraction: 0.002 } },
} as const;
/** Compared elastically: what is not farther than `within` (in 1/65536 of the bits compared) from the nearest. */
export const FINALISTS = { min: 16, max: 100, within: Math.round(0.03 * 65536) } as const;
