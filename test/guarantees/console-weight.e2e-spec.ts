/** The console stays light: what a first visit loads, as it goes over the wire. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const OUT = join(import.meta.dirname, '../../dist/console');
const MAX_BYTES = 150 * 1024;
const MAX_FILES = 8;

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}
const manifest = JSON.parse(readFileSync(join(OUT, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
const FIRST_PAGES = [
  ['sign-in', 'src/sign-in/sign-in-page.tsx'],
  ['overview', 'src/analytics/overview-page.tsx'],
] as const;

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

const first = (page: string) => filesOf([...withImports(entry), ...withImports(page)]);

describe('the console as it is built', () => {
  it.each(FIRST_PAGES)('loads at most 150 KB of packed script for the %s, in few files', (_, page) => {
    const files = first(page);
    expect(files.reduce((sum, file) => sum + packed(file), 0)).toBeLessThan(MAX_BYTES);
    expect(files.length).toBeLessThanOrEqual(MAX_FILES);
  });

  it('says in its page all that its frame needs, so that nothing of it waits for another', () => {
    const page = readFileSync(join(OUT, 'index.html'), 'utf8');
    for (const file of filesOf(withImports(entry))) expect(page).toContain(`/console/${file}`);
    expect(page).toContain('href="/console/config.json"');
  });

  it.each([
    ['Firebase', 'src/sign-in/firebase.ts'],
    ['the chart', 'src/analytics/scan-chart.tsx'],
    ['the menu', 'src/shell/user-menu.tsx'],
  ])('keeps %s in a chunk of its own, for when it is needed', (_, name) => {
    for (const [, page] of FIRST_PAGES) expect(first(page)).not.toContain(manifest[name]!.file);
    expect(packed(manifest[name]!.file)).toBeGreaterThan(10_000);
  });

  it('has no script, style or address of others in its page', () => {
    const page = readFileSync(join(OUT, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|https?:\/\//);
  });

  it('is packed beforehand', () => {
    const worthIt = filesOf(withImports(entry)).filter((file) => readFileSync(join(OUT, file)).length >= 1024);
    expect(worthIt.length).toBeGreaterThan(1);
    for (const file of worthIt) expect(existsSync(join(OUT, `${file}.br`))).toBe(true);
  });
});
