/** Public interface of the palm engine: picture → region of interest → template → distance → decision. Pure: no I/O, no clock. */
export type { GreyPicture } from './picture.js';
export { REFUSALS, type Hand, type Refusal } from './refusal.js';
export {
  COARSE_BYTES,
  COARSE_OFFSET,
  COARSE_PREFIX_BYTES,
  ENGINE_VERSION,
  FINE_BYTES,
  FINE_OFFSET,
  MASK_BYTES,
  MASK_OFFSET,
  TEMPLATE_BYTES,
  checkTemplate,
  type TemplateFault,
} from './template.js';
export { toRoi, type RoiResult } from './roi.js';
export { assess, type Assessment } from './quality.js';
export { extract } from './extract.js';
export { CAPTURE_DIGEST_BYTES, captureDigest, digestsAreSameCapture } from './capture-digest.js';
export { AS_IT_CAME, prepareProbe, probeOfTemplate, type Probe } from './probe.js';
export { ATYPICALITY } from './parameters.js';
export {
  compareTemplates,
  measureBaseDistance,
  measureDistance,
  measurePalmDistance,
  measureSymmetricDistance,
  measureWholeCellDistance,
  type PoseDistance,
} from './distance.js';
export { mirrorTemplate } from './mirror-template.js';
export {
  capturesAgree,
  confidenceBand,
  decide,
  falseMatchRate,
  identifyThreshold,
  verifyThreshold,
  type Candidate,
  type ConfidenceBand,
  type Decision,
} from './decision.js';
export { measureAtypicality, atypicalityLimit } from './atypicality.js';
export { drawHand, drawHandPicture, type HandToDraw, type Scene } from './synthetic/draw-hand.js';
export { drawPalm, type CapturePose, type PalmToDraw } from './synthetic/draw-palm.js';
export { findPalm, type PalmFound } from './hand/find-palm.js';
export { openLandmarkNetwork, type LandmarkNetwork } from './landmarks/network.js';
export { greyOf, type Box, type ColourPicture } from './landmarks/colour-picture.js';
export { readHand, type HandReading, type Hint } from './landmarks/read-hand.js';
