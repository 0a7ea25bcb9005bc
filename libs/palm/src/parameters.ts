/** Every number of the engine that was chosen rather than derived, with its unit and where it comes from. */

/** Geometry of the code. A cell is one sampled position, 4 px of the 128 px region of interest. */
export const ROI_PX = 128;
export const CELLS = 32;
export const CELL_PX = 4;
export const PLANES = 6;
/** Words of a code as the matcher reads it: six planes of 32 rows, then the mask's 32 rows. */
export const CODE_WORDS = (PLANES + 1) * CELLS;
/** A probe is also sampled half a cell aside, so that blocks meet within a pixel; a quarter cell brings no more. */
export const PHASE_PX = 2;
/** Accepted side of a square crop handed in, px. */
export const MIN_ROI_SIDE_PX = 96;
export const MAX_ROI_SIDE_PX = 256;

/** BOCV filter (Guo et al. 2009) with ω and κ as measured best on Tongji and IITD; scale is Σ|tap| in integer units. */
export const FILTER = { reachPx: 8, omega: 0.6, kappa: 2, scale: 1 << 18 } as const;

/** Outside-frame areas: grey ≤ darkGrey, at least minAreaPx, touching the border, grown by the kernel's reach. */
export const MASK = { darkGrey: 10, minAreaPx: 40, growPx: 5 } as const;
/** Part of the cells that must lie inside the frame, fraction. */
export const MIN_VALID_FRACTION = 0.75;

/**
 * What lies on the palm: more than `medians` times the region's median difference from the mean of ±reachPx and more than
 * minGrey levels, grown by growPx. More than maxFraction of the region so masked leaves too little skin.
 */
export const FOREIGN = { reachPx: 8, medians: 6, minGrey: 12, growPx: 3, maxFraction: 1 / 3 } as const;
/** Part of the cells that a code must have compared: what may lie outside the frame and what may be covered, together. */
export const MIN_CODE_FRACTION = 0.4;

/** Probe poses tried beside the picture as it came: turn in degrees, scale as a factor. IITD hands vary by 25 %. */
export const POSES: readonly { readonly turnDeg: number; readonly scale: number }[] = [
  { turnDeg: 0, scale: 0.9 },
  { turnDeg: 0, scale: 0.8 },
  { turnDeg: 0, scale: 1.11 },
  { turnDeg: 0, scale: 1.25 },
  { turnDeg: 8, scale: 0.9 },
  { turnDeg: -8, scale: 0.9 },
  { turnDeg: 8, scale: 1 },
  { turnDeg: -8, scale: 1 },
  { turnDeg: 8, scale: 1.11 },
  { turnDeg: -8, scale: 1.11 },
];

/** Global alignment: cells of shift, least number of cells compared (256 cells are 1,536 bits). */
export const GLOBAL = { shiftCells: 8, minCells: 256 } as const;

/** Elastic stage: 16×16 blocks move ±outer cells, their 8×8 quarters ±inner more, at penalty per cell moved. */
export const ELASTIC = {
  outerCells: 2,
  innerCells: 1,
  penalty: 0.0075,
  minValidFraction: 1 / 3,
  finalists: 2,
} as const;

/**
 * The distance. Non-mated pairs lie near `nonMated`, and an elastic distance counts the less the fewer bits it was
 * measured on. The pair's own background is subtracted: what its two codes differ by at shifts where they cannot agree.
 * Chosen on IITD and Tongji dev sets, each half checked on the other; the optimum is flat.
 */
export const DISTANCE = {
  nonMated: 0.41,
  /** Cost of a pose, and per cell of mean difference between neighbouring blocks' shifts. */
  poseCost: 0.004,
  roughCost: 0.0125,
  /** Distance from which the background counts in full; identical codes agree by more than chance. */
  backgroundFrom: 0.3,
  /** Mean and spread of the distance over all global shifts, and over the shifts of a block: usual value and weight. */
  globalMean: { usual: 0.497, weight: -1 },
  globalSpread: { usual: 0.0165, weight: 2.5 },
  blockMean: { usual: 0.497, weight: -0.4 },
  blockSpread: { usual: 0.055, weight: 0.45 },
  /**
   * Beyond this gap between the halves of the blocks (near and far) the pair's distance is at least the far half's. Of
   * mated pairs of Tongji-dev and IITD-dev 99 in 100 stay under .104 and .135; of one palm against a picture that is half
   * another palm 99 in 100 lie above .15 and .14.
   */
  maxHalvesGap: 0.13,
} as const;

/** A base distance at or under this needs no pose search: it is under every threshold below. */
export const BASE_ACCEPTS = 0.33;

/**
 * Decision thresholds. Of 331,080 non-mated comparisons of IITD-dev (other hands of the same person among them) the
 * nearest lies at .370, of 335,250 of Tongji-dev at .377. Log-linear between the two gallery sizes.
 */
export const THRESHOLDS = {
  verify: 0.368,
  verifyStrict: 0.36,
  identifySmall: { palms: 10_000, distance: 0.358 },
  identifyLarge: { palms: 1_000_000, distance: 0.348 },
  /** Distance to the best palm of another member. */
  margin: 0.03,
  /**
   * Captures of one enrollment are all this near to each other. Of three captures in a row not all are: 0 of 300 Tongji,
   * 2 of 137 IITD, 0 of 20 COEP, 2 of 50 near-infrared ones (at .34: 6); a fourth capture mended both of IITD.
   */
  enrollmentAgreement: 0.35,
} as const;

/** Tail of the non-mated distances: FMR at `distance`, a decade less per `perDecade`; IITD's, slower than Tongji's (.0048). */
export const NON_MATED_TAIL = { distance: 0.373, fmr: 1e-5, perDecade: 0.0077 } as const;

/**
 * Refusal of captures that are unlike every palm of their sensor. `cohort`: how many palms are compared with, and how many
 * are needed. The threshold is the `quantile` over the device's latest enrolled captures, or `fallback` while those are
 * too few: against a hundred palms of their own sensor the most atypical of 400 Tongji captures has .420, of 824 IITD
 * captures .421, a wrong crop .424.
 */
export const ATYPICALITY = {
  cohort: { max: 100, min: 50 },
  quantile: 0.98,
  enrolled: { max: 500, min: 50 },
  fallback: 0.4215,
} as const;

/**
 * Limits of `assess`: what the matcher can use is taken, and what is no palm is not. Measured on 240 probes of Tongji-dev
 * and IITD-dev made noisier, softer, fainter, darker and coarser, on what of them still verifies, and on drawn things that
 * are no palms. Non-mated pairs degraded alike come no nearer to each other, except under blur and saturation.
 */
export const QUALITY = {
  /** Grey levels; Tongji at a quarter of its light has 25 and verifies. */
  minBrightness: 20,
  /** White areas respond nowhere, and so does the same area of another palm. */
  maxSaturated: 0.2,
  /** Mean |response|, grey levels: dev .49 to 6.1, equalised 9; Tongji at a twelfth of its contrast, .063, verifies. */
  blankLineEnergy: 0.02,
  minLineEnergy: 0.06,
  maxLineEnergy: 16,
  goodLineEnergy: 1,
  /** Line energy over noise: dev .66 to 5.7, blurred by 2 px 13; pure noise at most .066, blots of 3 px 18. */
  minLinesToNoise: 0.075,
  maxLinesToNoise: 14,
  goodLinesToNoise: 1,
  /** Entropy of orientations: dev ≥ .977. */
  minOrientationSpread: 0.96,
  /** Part of a plane's bits that are set: dev .389 to .541; a drawn face .235. */
  minOnes: 0.34,
  maxOnes: 0.58,
  /** Fourth weakest of sixteen areas over the mean: dev ≥ .498, a drawn face .38 to .43. */
  minEvenness: 0.45,
  /** Kurtosis of the responses from which what noise or blur hides is taken for lines. */
  kurtosisOfLines: 3.6,
  /** Below so much line energy over noise a picture is judged as noisy, below so much directedness as soft. */
  noisyBelow: 0.4,
  softBelow: 0.925,
  /**
   * What skin looks like when it is seen so. `directed`: how much the answer depends on the orientation. `kurtosis` is
   * that of the responses (Gaussian noise 3.0 ± .2). `selfDistance`: least distance to itself four or more cells away, near 0 for
   * what repeats. Dev: directed .930 to .978, kurtosis ≥ 3.39, selfDistance ≥ .408; with noise of 10 grey levels ≥ .942,
   * ≥ 3.24, ≥ .42; blurred by 3 px ≥ .902, ≥ 3.7, ≥ .384. Blots of 8 px: .878 to .903, 3.1 to 5.5, .35 to .43.
   */
  skin: {
    clear: { directedFrom: 0.925, directedTo: 0.988, kurtosis: 3.3, selfDistance: 0.38 },
    noisy: { directedFrom: 0.935, directedTo: 0.978, kurtosis: 3.2, selfDistance: 0.405 },
    soft: { directedFrom: 0.905, directedTo: 0.925, kurtosis: 3.6, selfDistance: 0.4 },
  },
} as const;

/**
 * The digest that recognises a capture: a band of the grey (σ in px), sampled on so many points a side, in so many levels to
 * its spread. Of 6,742 pairs of different captures of one palm of the dev sets (Tongji, IITD, COEP, CASIA) the nearest has
 * distance .00066 and residual .0108 grey levels², except for three byte-identical files of COEP palm 013. Of the same
 * pictures again JPEG 90, less light and one grey level of noise and a crop by a pixel
 * are all recognised, JPEG 75 in 1 to 100 % by set: what changes a picture more than a still hand does between two captures is not a repeat.
 */
export const CAPTURE_DIGEST = {
  nearSigmaPx: 3,
  farSigmaPx: 10,
  cellsPerSide: 32,
  levelsPerSd: 40,
  maxDistance: 0.0006,
  maxResidual: 0.0095,
} as const;
