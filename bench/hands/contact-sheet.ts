/** What went wrong, for the eye: small copies of the pictures side by side. Real hands stay outside the repository. */
import { mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import sharp from 'sharp';
import type { Seen } from './read-pictures.js';

const TILE_PX = 200;
const COLUMNS = 6;
const MAX_TILES = 60;

/** @throws Error for a folder inside the repository */
export function checkSheetFolder(folder: string): void {
  const inside = relative(process.cwd(), resolve(folder));
  if (!inside.startsWith('..')) throw new Error('contact sheets show real hands: give a folder outside the repository');
}

/** One sheet a reason: refused palms, palms named wrongly, and things taken for palms. */
export async function drawContactSheets(from: string, to: string, seen: readonly Seen[]): Promise<void> {
  mkdirSync(to, { recursive: true });
  const sheets = new Map<string, string[]>();
  for (const one of seen) {
    const fault = faultOf(one);
    if (fault !== null) sheets.set(fault, [...(sheets.get(fault) ?? []), join(from, one.file)]);
  }
  for (const [fault, files] of sheets) await drawSheet(join(to, `${fault}.png`), files.slice(0, MAX_TILES));
}

function faultOf({ isPalm, refusal, hand, named }: Seen): string | null {
  if (!isPalm) return refusal === null ? 'taken-for-a-palm' : null;
  if (refusal !== null) return refusal;
  return hand !== null && named !== null && hand !== named ? 'other-hand' : null;
}

async function drawSheet(target: string, files: readonly string[]): Promise<void> {
  const tiles = files.map(async (file, i) => ({
    input: await sharp(file).rotate().resize({ width: TILE_PX, height: TILE_PX, fit: 'contain' }).png().toBuffer(),
    left: (i % COLUMNS) * TILE_PX,
    top: Math.floor(i / COLUMNS) * TILE_PX,
  }));
  const height = Math.ceil(files.length / COLUMNS) * TILE_PX;
  await sharp({ create: { width: COLUMNS * TILE_PX, height, channels: 3, background: '#000' } })
    .composite(await Promise.all(tiles))
    .toFile(target);
}
