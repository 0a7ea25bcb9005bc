/** `node tools/draw-camera-guide.mjs`: the hands of nobody in docs/guides/camera.md, drawn by the synthetic generator. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawHandPicture } from '../dist/libs/palm/src/index.js';

const FOLDER = join(import.meta.dirname, '../docs/guides/camera');
const HANDS = {
  right: { hand: 'right', turnDeg: 90 },
  'left-turned': { hand: 'left', turnDeg: 150 },
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, how] of Object.entries(HANDS)) {
  const { width, height, pixels } = drawHandPicture({ identity: 'guide', capture: '1', ...how });
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(240)
    .png({ palette: true })
    .toFile(join(FOLDER, `${name}.png`));
}
