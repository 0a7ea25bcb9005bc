/** The console stays light: what a first visit loads, as it goes over the wire. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const OUT = join(import.meta.dirname, '../../dist/console');
const MAX_BYTES = 200 * 1024;
const MAX_FILES = 8;

interface Chunk {
  file: string;
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
const page = readFileSync(join(OUT, 'index.html'), 'utf8');
/** What the page itself starts: the bundler gives the entry's code to a group, and no chunk is named as the entry. */
const started = Object.keys(manifest).filter((name) => page.includes(`src="/console/${manifest[name]!.file}"`));
const frame = () => started.flatMap((name) => [...withImports(name)]);

const first = (name: string) => filesOf([...frame(), ...withImports(name)]);

describe('the console as it is built', () => {
  it.each(FIRST_PAGES)('loads at most 200 KB of packed script for the %s, in few files', (_, page) => {
    const files = first(page);
    expect(files.reduce((sum, file) => sum + packed(file), 0)).toBeLessThan(MAX_BYTES);
    expect(files.length).toBeLessThanOrEqual(MAX_FILES);
  });

  it('says in its page all that its frame needs, so that nothing of it waits for another', () => {
    expect(started.length).toBeGreaterThan(0);
    for (const file of filesOf(frame())) expect(page).toContain(`/console/${file}`);
    expect(page).toContain('href="/console/config.json"');
  });

  it.each([
    ['Firebase', 'src/sign-in/firebase.ts'],
    ['the page of analytics', 'src/analytics/analytics-page.tsx'],
    ['the menu', 'src/shell/user-menu.tsx'],
  ])('keeps %s in a chunk of its own, for when it is needed', (_, name) => {
    for (const [, page] of FIRST_PAGES) expect(first(page)).not.toContain(manifest[name]!.file);
    expect(packed(manifest[name]!.file)).toBeGreaterThan(2_000);
  });

  it('has no script, style or address of others in its page', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|https?:\/\//);
  });

  it('is packed beforehand', () => {
    const worthIt = filesOf(frame()).filter((file) => readFileSync(join(OUT, file)).length >= 1024);
    expect(worthIt.length).toBeGreaterThan(1);
    for (const file of worthIt) expect(existsSync(join(OUT, `${file}.br`))).toBe(true);
  });
});
