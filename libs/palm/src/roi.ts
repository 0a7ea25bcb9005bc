/** A square crop handed in becomes the region of interest the engine works on. */
import { ROI_PX, MAX_ROI_SIDE_PX, MIN_ROI_SIDE_PX } from './parameters.js';
import { isPicture, resample, type GreyPicture } from './picture.js';
import type { Refusal } from './refusal.js';

export type RoiResult =
  { readonly roi: GreyPicture; readonly refusal: null } | { readonly roi: null; readonly refusal: Refusal };

/** Square, 96 to 256 px a side, fingers to the left; anything else is `bad_dimensions`. */
export function toRoi(picture: GreyPicture): RoiResult {
  const { width, height } = picture;
  if (!isPicture(picture) || width !== height || width < MIN_ROI_SIDE_PX || width > MAX_ROI_SIDE_PX) {
    return { roi: null, refusal: 'bad_dimensions' };
  }
  return { roi: resample(picture, ROI_PX, ROI_PX), refusal: null };
}
