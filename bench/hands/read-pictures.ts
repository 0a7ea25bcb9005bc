/** Every picture of a folder read as the gateway reads a hand: what was seen, how surely, at what cost. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { findPalm, greyOf, openLandmarkNetwork, readHand, type ColourPicture, type GreyPicture } from '#palm';
import { progress } from '../progress.js';

export interface Seen {
  readonly file: string;
  /** What stands before the last underscore: one hand of one person. */
  readonly palm: string;
  /** The palm without its side: errors of one person are not independent. */
  readonly person: string;
  /** By its name a palm, or something that must be refused. */
  readonly isPalm: boolean;
  /** The hand that the name of the picture says. */
  readonly named: 'left' | 'right' | null;
  readonly hand: 'left' | 'right' | null;
  readonly refusal: string | null;
  readonly roi: GreyPicture | null;
  readonly cpuMs: number;
}

const NOT_A_PALM = /^(back-of-hand|not-)/;
const WEIGHTS = 'libs/palm/weights/hand-landmark.f16';
/** Longer side that the gateway shrinks a picture to, px. */
const HAND_PX = 1600;

export async function readPictures(folder: string, sensor: 'camera' | 'fixed'): Promise<Seen[]> {
  const network = openLandmarkNetwork(readFileSync(WEIGHTS));
  const read = (picture: ColourPicture) =>
    sensor === 'fixed' ? findPalm(greyOf(picture)) : readHand(network, picture);
  const files = readdirSync(folder).filter((file) => /^[^.].*_[^_]+\.(png|jpe?g|webp)$/i.test(file));
  if (files.length === 0) throw new Error(`no <palm>_<sample>.jpg in ${folder}`);
  const bar = progress('pictures', files.length);
  const seen: Seen[] = [];
  for (const file of files.sort()) {
    const picture = await decode(join(folder, file));
    const begun = process.cpuUsage();
    const { roi, hand, refusal } = read(picture);
    const { user, system } = process.cpuUsage(begun);
    seen.push({ file, ...namesOf(file), roi, hand, refusal, cpuMs: (user + system) / 1000 });
    bar.step();
  }
  bar.end();
  return seen;
}

function namesOf(file: string) {
  const palm = file.slice(0, file.lastIndexOf('_'));
  const side = /(?:^|-)(left|right)$/.exec(palm)?.[1] as 'left' | 'right' | undefined;
  return {
    palm,
    person: side === undefined ? palm : palm.slice(0, -side.length - 1),
    isPalm: !NOT_A_PALM.test(file),
    named: side ?? null,
  };
}

async function decode(file: string): Promise<ColourPicture> {
  const { data, info } = await sharp(file)
    .rotate()
    .flatten({ background: '#000' })
    .resize({ width: HAND_PX, height: HAND_PX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3) return { width, height, pixels: new Uint8Array(data) };
  const pixels = new Uint8Array(3 * width * height);
  for (let at = 0; at < width * height; at++) pixels.fill(data[at * channels], 3 * at, 3 * at + 3);
  return { width, height, pixels };
}
