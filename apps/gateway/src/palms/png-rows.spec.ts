import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readPictureHeader } from './picture-header.js';
import { unfilterGrey } from './png-rows.js';

const WIDTH = 37;
const HEIGHT = 60;

/** Smooth, with some noise, so that every filter pays somewhere. */
function picture(): Uint8Array {
  let state = 7;
  const noise = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % 9;
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    return (y < 30 ? 3 * x + 2 * y : 250 - x * y) + noise();
  });
}

/** Filters row by row, each with the next of the five. */
function filtered(pixels: Uint8Array): Uint8Array {
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : pixels[y * WIDTH + x]!);
  const rows = new Uint8Array(HEIGHT * (WIDTH + 1));
  for (let y = 0; y < HEIGHT; y++) {
    rows[y * (WIDTH + 1)] = y % 5;
    for (let x = 0; x < WIDTH; x++) {
      const [a, b, c] = [at(x - 1, y), at(x, y - 1), at(x - 1, y - 1)];
      const nearest = [a, b, c].reduce((best, one) => {
        const far = (value: number) => Math.abs(a + b - c - value);
        return far(one) < far(best) ? one : best;
      });
      const guess = [0, a, b, (a + b) >> 1, nearest][y % 5]!;
      rows[y * (WIDTH + 1) + 1 + x] = at(x, y) - guess;
    }
  }
  return rows;
}

describe('a grey PNG', () => {
  it('has the same pixels whichever filters its rows went through', () => {
    const pixels = picture();
    expect(Buffer.from(unfilterGrey(filtered(pixels), WIDTH, HEIGHT)!)).toEqual(Buffer.from(pixels));
  });

  it('is read as the decoder reads it', async () => {
    const raw = { raw: { width: WIDTH, height: HEIGHT, channels: 1 } } as const;
    for (const adaptiveFiltering of [false, true]) {
      const png = await sharp(picture(), raw).toColourspace('b-w').png({ adaptiveFiltering }).toBuffer();
      const decoded = await sharp(png).toColourspace('b-w').raw().toBuffer();
      expect(Buffer.from(readPictureHeader(png).grey!)).toEqual(decoded);
    }
  });

  it('with a filter that there is not has no pixels', () => {
    const rows = filtered(picture());
    rows[0] = 5;
    expect(unfilterGrey(rows, WIDTH, HEIGHT)).toBeNull();
  });
});

describe('any other PNG', () => {
  it('is left to the decoder', async () => {
    const colour = await sharp(Buffer.alloc(WIDTH * HEIGHT * 3, 90), {
      raw: { width: WIDTH, height: HEIGHT, channels: 3 },
    })
      .png()
      .toBuffer();
    expect(readPictureHeader(colour).grey).toBeUndefined();
  });
});
