/** Command line of the accuracy bench. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  readonly dataDir: string;
  /** Two ids, one palm: from the id to the one it is merged into. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly excluded: ReadonlySet<string>;
  /** Sample names that make the gallery; empty for all pairs. */
  readonly enrolled: readonly string[];
  readonly wholeHands: boolean;
  readonly quality: boolean;
  readonly json: boolean;
  readonly plotsDir: string | null;
  readonly distancesFile: string | null;
  readonly outFile: string | null;
  readonly threads: number;
}

export const USAGE = `usage: npm run bench:accuracy -- --data DIR [options]
  --data DIR        pictures named <palm>_<sample>.png or .jpg
  --aliases FILE    lines such as L036=L084: two ids of one palm
  --exclude X       a file of picture names, or names joined by commas: left out
  --enroll A,B,C    these samples of every palm are the gallery, all others probe it; without it: all pairs
  --hands           all pictures show whole hands, small square ones too: find the palm first
  --quality         also: what refusing the most atypical 1, 2 and 5 % of captures gains
  --json            one last line of JSON on stdout
  --out FILE        keep all figures with machine and date as JSON
  --plots DIR       DET curve and distance histograms as SVG
  --distances FILE  every comparison as CSV: probe, palm, distance
  --threads N       worker threads (default: processors)`;

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      aliases: { type: 'string' },
      exclude: { type: 'string', multiple: true },
      enroll: { type: 'string' },
      hands: { type: 'boolean', default: false },
      quality: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
      plots: { type: 'string' },
      distances: { type: 'string' },
      threads: { type: 'string' },
    },
  });
  if (values.data === undefined || !existsSync(values.data)) throw new Error(`no data folder given\n${USAGE}`);
  return {
    dataDir: values.data,
    aliases: readAliases(values.aliases),
    excluded: new Set((values.exclude ?? []).flatMap(readNames)),
    enrolled: splitList(values.enroll ?? ''),
    wholeHands: values.hands,
    quality: values.quality,
    json: values.json,
    plotsDir: values.plots ?? null,
    distancesFile: values.distances ?? null,
    outFile: values.out ?? null,
    threads: Math.max(1, Number(values.threads ?? availableParallelism())),
  };
}

/** A chain of aliases leads to its end, so that three ids can be one palm. */
function readAliases(file: string | undefined): Map<string, string> {
  const aliases = new Map<string, string>();
  if (file === undefined) return aliases;
  for (const entry of splitList(readFileSync(file, 'utf8'))) {
    const [one, other] = entry.split('=').map((id) => id.trim());
    if (!one || !other) throw new Error(`alias not understood: ${entry}`);
    aliases.set(one, other);
  }
  return aliases;
}

function readNames(given: string): string[] {
  const names = existsSync(given) ? splitList(readFileSync(given, 'utf8')) : splitList(given);
  return names.map((name) => name.replace(/\.(png|jpe?g)$/i, ''));
}

/** Names parted by commas or white space; the rest of a line after # is a remark. */
function splitList(text: string): string[] {
  return text
    .replace(/#.*$/gm, '')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
}
