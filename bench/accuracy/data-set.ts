/** The pictures of one folder as regions of interest, with what could not be used and why. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { assess, findPalm, toRoi, type GreyPicture, type Refusal } from '#palm';
import type { Options } from './options.js';
import { progress } from '../progress.js';

export interface Sample {
  readonly name: string;
  /** The id after aliases. */
  readonly palm: string;
  /** What follows the last underscore. */
  readonly take: string;
  readonly roi: GreyPicture;
  readonly quality: number;
}

export interface DataSet {
  readonly samples: readonly Sample[];
  readonly refused: readonly { readonly name: string; readonly refusal: Refusal }[];
  readonly pictures: number;
}

export async function loadDataSet(options: Options): Promise<DataSet> {
  const files = readdirSync(options.dataDir)
    .filter((file) => /^[^.].*_[^_]+\.(png|jpe?g)$/i.test(file))
    .filter((file) => !options.excluded.has(nameOf(file)))
    .sort();
  if (files.length === 0) throw new Error(`no <palm>_<sample>.png or .jpg in ${options.dataDir}`);
  const samples: Sample[] = [];
  const refused: { name: string; refusal: Refusal }[] = [];
  const bar = progress('pictures', files.length);
  for (const file of files) {
    const name = nameOf(file);
    const picture = await readGrey(join(options.dataDir, file));
    const cropped = options.wholeHands ? null : toRoi(picture);
    const found = cropped === null || cropped.refusal === 'bad_dimensions' ? findPalm(picture) : cropped;
    const { quality, refusal } = found.refusal === null ? assess(found.roi) : { quality: 0, refusal: found.refusal };
    if (found.roi === null || refusal !== null) refused.push({ name, refusal: refusal! });
    else samples.push({ name, palm: palmOf(name, options.aliases), take: takeOf(name), roi: found.roi, quality });
    bar.step();
  }
  bar.end();
  return { samples, refused, pictures: files.length };
}

export async function readGrey(file: string): Promise<GreyPicture> {
  const { data, info } = await sharp(file)
    .rotate()
    .flatten()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error(`${file}: ${info.channels} channels after conversion to grey`);
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

function nameOf(file: string): string {
  return file.replace(/\.[^.]+$/, '');
}

function takeOf(name: string): string {
  return name.slice(name.lastIndexOf('_') + 1);
}

function palmOf(name: string, aliases: ReadonlyMap<string, string>): string {
  let palm = name.slice(0, name.lastIndexOf('_'));
  for (const seen = new Set<string>(); aliases.has(palm) && !seen.has(palm);) {
    seen.add(palm);
    palm = aliases.get(palm)!;
  }
  return palm;
}
