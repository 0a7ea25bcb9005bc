/** A square crop handed in becomes the region of interest the engine works on. */
import { ROI_PX, ROI_SIDE_MAX_PX, ROI_SIDE_MIN_PX } from './parameters.js';
import { isPicture, resample, type GreyPicture } from './picture.js';
import type { Refusal } from './refusal.js';

export type RoiFound =
  { readonly roi: GreyPicture; readonly refusal: null } | { readonly roi: null; readonly refusal: Refusal };

/** Square, 96 to 256 px a side, fingers to the left; anything else is `bad_dimensions`. */
export function toRoi(picture: GreyPicture): RoiFound {
  const { width, height } = picture;
  if (!isPicture(picture) || width !== height || width < ROI_SIDE_MIN_PX || width > ROI_SIDE_MAX_PX) {
    return { roi: null, refusal: 'bad_dimensions' };
  }
  return { roi: resample(picture, ROI_PX, ROI_PX), refusal: null };
}
