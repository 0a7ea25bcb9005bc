/** Degraded captures: noise, blur, low contrast, little light, low resolution, JPEG. */
import sharp, { type Sharp } from 'sharp';
import type { GreyPicture } from '#palm';

export interface Degradation {
  readonly name: string;
  readonly degrade: (picture: GreyPicture) => Promise<GreyPicture>;
}

export const DEGRADATIONS: readonly Degradation[] = [
  ...[5, 10, 15, 20].map((levels) => ({ name: `noise of ${levels} levels`, degrade: noisy(levels) })),
  ...[1, 2, 3, 4].map((px) => ({ name: `blur of ${px} px`, degrade: through((picture) => picture.blur(px)) })),
  ...[0.5, 0.25, 0.1].map((part) => ({ name: `contrast ${part}`, degrade: lit((grey) => 128 + (grey - 128) * part) })),
  ...[0.5, 0.25].map((part) => ({ name: `light ${part}`, degrade: lit((grey) => grey * part) })),
  { name: 'lit from the side', degrade: lit((grey, x) => grey * (0.5 + 0.5 * x)) },
  { name: 'half as many pixels', degrade: coarse },
  ...[50, 20].map((quality) => ({ name: `JPEG ${quality}`, degrade: squeezed(quality) })),
];

function noisy(levels: number): Degradation['degrade'] {
  let state = 1;
  const next = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  return lit((grey) => grey + levels * normal());
}

/** `x` is 0 at the left edge and 1 at the right one. */
function lit(light: (grey: number, x: number) => number): Degradation['degrade'] {
  return async (picture) => {
    const pixels = picture.pixels.map((grey, at) =>
      Math.min(255, Math.max(0, Math.round(light(grey, (at % picture.width) / picture.width)))),
    );
    return { ...picture, pixels };
  };
}

function through(change: (picture: Sharp) => Sharp): Degradation['degrade'] {
  return (picture) => greyOf(change(sharpOf(picture)));
}

async function coarse(picture: GreyPicture): Promise<GreyPicture> {
  const { width, height } = picture;
  const half = await greyOf(sharpOf(picture).resize(width / 2, height / 2));
  return greyOf(sharpOf(half).resize(width, height));
}

function squeezed(quality: number): Degradation['degrade'] {
  return async (picture) => greyOf(sharp(await sharpOf(picture).jpeg({ quality }).toBuffer()));
}

function sharpOf({ width, height, pixels }: GreyPicture): Sharp {
  return sharp(Buffer.from(pixels), { raw: { width, height, channels: 1 } });
}

async function greyOf(picture: Sharp): Promise<GreyPicture> {
  const { data, info } = await picture
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}
