/** A grey picture and the few exact ways to resample one; integers throughout, so every machine gets the same pixels. */
// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { floor, max, min, round } = Math;

/** Row-major 8-bit grey. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** An affine map from target pixel to source pixel, in 1/65536 px: sx = a·x + b·y + c, sy = d·x + e·y + f. */
export interface PixelMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const ONE = 65536;

export function isPicture(picture: GreyPicture): boolean {
  const { width, height, pixels } = picture;
  return (
    Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0 && pixels.length === width * height
  );
}

/** Area averaging when shrinking, bilinear when growing, a copy at equal size. */
export function resample(picture: GreyPicture, width: number, height: number): GreyPicture {
  if (picture.width === width && picture.height === height) return { width, height, pixels: picture.pixels.slice() };
  if (width <= picture.width && height <= picture.height) return shrink(picture, width, height);
  const a = round((picture.width * ONE) / width);
  const e = round((picture.height * ONE) / height);
  return warp(picture, { a, b: 0, c: (a - ONE) >> 1, d: 0, e, f: (e - ONE) >> 1 }, { width, height });
}

/** Bilinear, mirrored at the border. */
export function warp(picture: GreyPicture, map: PixelMap, size: { width: number; height: number }): GreyPicture {
  const pixels = new Uint8Array(size.width * size.height);
  const { width, height, pixels: source } = picture;
  let at = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const sx = map.a * x + map.b * y + map.c;
      const sy = map.d * x + map.e * y + map.f;
      const x0 = floor(sx / ONE);
      const y0 = floor(sy / ONE);
      const fx = floor((sx - x0 * ONE) / 256);
      const fy = floor((sy - y0 * ONE) / 256);
      const left = mirror(x0, width);
      const right = mirror(x0 + 1, width);
      const upper = mirror(y0, height) * width;
      const lower = mirror(y0 + 1, height) * width;
      const top = source[upper + left] * (256 - fx) + source[upper + right] * fx;
      const bottom = source[lower + left] * (256 - fx) + source[lower + right] * fx;
      pixels[at++] = (top * (256 - fy) + bottom * fy + 32768) >> 16;
    }
  }
  return { width: size.width, height: size.height, pixels };
}

/** Index reflected about the outermost pixel (…2 1 0 1 2…), as often as it takes. */
export function mirror(index: number, length: number): number {
  if (length === 1) return 0;
  let at = index;
  while (at < 0 || at >= length) at = at < 0 ? -at : 2 * length - 2 - at;
  return at;
}

function shrink(picture: GreyPicture, width: number, height: number): GreyPicture {
  const pixels = new Uint8Array(width * height);
  const cell = picture.width * picture.height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[y * width + x] = floor((areaSum(picture, { x, y, width, height }) * 2 + cell) / (2 * cell));
    }
  }
  return { width, height, pixels };
}

/** Sum over one target pixel's footprint; a source pixel weighs width × height when wholly inside it. */
function areaSum(picture: GreyPicture, target: { x: number; y: number; width: number; height: number }): number {
  const { x, y, width, height } = target;
  const x1 = (x + 1) * picture.width;
  const y1 = (y + 1) * picture.height;
  let sum = 0;
  for (let sy = floor((y * picture.height) / height); sy * height < y1; sy++) {
    const tall = min(y1, (sy + 1) * height) - max(y * picture.height, sy * height);
    for (let sx = floor((x * picture.width) / width); sx * width < x1; sx++) {
      const wide = min(x1, (sx + 1) * width) - max(x * picture.width, sx * width);
      sum += picture.pixels[sy * picture.width + sx] * tall * wide;
    }
  }
  return sum;
}
