/** In which order test files run: what takes long begins early, so that no worker is left alone with it at the end. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';

/** Slower than their size suggests: they wait, start processes or look at many pictures. */
const LONG = [
  'console',
  'isolation',
  'backup-and-restore',
  'crashes',
  'dependencies-down',
  'graceful-stop',
  'terminal-real-palms',
  'terminal-fleet',
  'java-terminal-killed',
  'java-terminal',
  'deleted-palms',
].map((name) => `${name}.e2e-spec.ts`);

const placeOf = ({ path }) => (LONG.includes(basename(path)) ? LONG.indexOf(basename(path)) : LONG.length);
const isUnit = ({ context }) => (context.config.displayName?.name === 'unit' ? 1 : 0);
const sizes = new Map();
const sizeOf = ({ path }) => {
  if (!sizes.has(path)) sizes.set(path, statSync(path).size);
  return sizes.get(path);
};

/** What jest asks of its sequencer; it keeps nothing from one run to the next, so that every run has the same order. */
export default class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => placeOf(a) - placeOf(b) || isUnit(a) - isUnit(b) || sizeOf(b) - sizeOf(a));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
