/** Bytes and pictures as the workers are given them. */
import type { GreyPicture } from '#palm';

export const ROI_SIDE_PX = 128;
export const ROI_BYTES = ROI_SIDE_PX * ROI_SIDE_PX;

export function pictureOf(roi: Uint8Array): GreyPicture {
  return { width: ROI_SIDE_PX, height: ROI_SIDE_PX, pixels: roi };
}

/** Posting a view to a thread copies all of the buffer behind it: a view of part of one is cut out first. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
