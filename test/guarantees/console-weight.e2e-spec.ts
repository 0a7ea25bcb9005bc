/** The console stays light: what a first visit loads, as it goes over the wire. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const OUT = join(import.meta.dirname, '../../dist/console');
const MOST_BYTES = 250 * 1024;

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}
const manifest = JSON.parse(readFileSync(join(OUT, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
const FIRST_PAGE = 'src/analytics/overview-page.tsx';

/** A chunk and what it needs to run. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const needed of manifest[name]!.imports ?? []) withImports(needed, seen);
  return seen;
}
const packed = (file: string) => gzipSync(readFileSync(join(OUT, file)), { level: 9 }).length;
const filesOf = (names: Iterable<string>) => [...new Set([...names].map((name) => manifest[name]!.file))];
const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)!;

describe('the console as it is built', () => {
  it('loads at most 250 KB of packed script for its first page', () => {
    const files = filesOf([...withImports(entry), ...withImports(FIRST_PAGE)]);
    expect(files.reduce((sum, file) => sum + packed(file), 0)).toBeLessThan(MOST_BYTES);
  });

  it.each([
    ['Firebase', 'src/sign-in/firebase.ts'],
    ['the chart', 'src/analytics/scan-chart.tsx'],
  ])('keeps %s in a chunk of its own, for when it is needed', (_, name) => {
    const first = filesOf([...withImports(entry), ...withImports(FIRST_PAGE)]);
    expect(first).not.toContain(manifest[name]!.file);
    expect(packed(manifest[name]!.file)).toBeGreaterThan(10_000);
  });

  it('has no script, style or address of others in its page', () => {
    const page = readFileSync(join(OUT, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|https?:\/\//);
  });

  it('is packed beforehand', () => {
    for (const file of filesOf(withImports(entry))) expect(existsSync(join(OUT, `${file}.br`))).toBe(packed(file) > 0);
  });
});
