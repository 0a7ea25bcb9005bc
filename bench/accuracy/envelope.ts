/** The poses of the envelope, and a picture put into one; bilinear in doubles, not the engine's own integers. */
import type { GreyPicture } from '#palm';

export interface Change {
  readonly scale: number;
  readonly turnDeg: number;
  readonly shiftXPx: number;
  readonly shiftYPx: number;
}

const STILL: Change = { scale: 1, turnDeg: 0, shiftXPx: 0, shiftYPx: 0 };

/** Each way alone, to its end: the promise is made for each of them, not for all at once. */
export const ENVELOPE: readonly Change[] = [
  STILL,
  ...[0.75, 0.8, 0.85, 0.9, 1.1, 1.2, 1.3].map((scale) => ({ ...STILL, scale })),
  ...[-12, -8, -4, 4, 8, 12].map((turnDeg) => ({ ...STILL, turnDeg })),
  ...[-32, -16, 16, 32].map((shiftXPx) => ({ ...STILL, shiftXPx })),
  ...[-32, -16, 16, 32].map((shiftYPx) => ({ ...STILL, shiftYPx })),
];

export function nameOf({ scale, turnDeg, shiftXPx, shiftYPx }: Change): string {
  if (scale !== 1) return `scale ${scale}`;
  if (turnDeg !== 0) return `turn ${turnDeg}°`;
  if (shiftXPx !== 0) return `shift x ${shiftXPx} px`;
  return shiftYPx === 0 ? 'as it came' : `shift y ${shiftYPx} px`;
}

/** About the centre; a scale above one enlarges the hand. What lies beyond the picture is its mirror image. */
export function reposed(picture: GreyPicture, change: Change): GreyPicture {
  const { width, height, pixels } = picture;
  const angle = (change.turnDeg * Math.PI) / 180;
  const cos = Math.cos(angle) / change.scale;
  const sin = Math.sin(angle) / change.scale;
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const to = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - cx - change.shiftXPx, y - cy - change.shiftYPx];
      to[y * width + x] = Math.round(sample(picture, cos * u + sin * v + cx, cos * v - sin * u + cy));
    }
  }
  return { width, height, pixels: to };
}

function sample({ width, height, pixels }: GreyPicture, x: number, y: number): number {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const at = (px: number, py: number) => pixels[fold(py, height) * width + fold(px, width)];
  const top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
  return top * (1 - fy) + (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy;
}

function fold(at: number, length: number): number {
  const around = Math.abs(at) % (2 * length - 2);
  return around < length ? around : 2 * length - 2 - around;
}
