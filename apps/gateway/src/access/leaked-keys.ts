/** Finds API keys in files, offline: the checksum separates a real key from anything that looks like one. */
import { createReadStream, type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseApiKey } from './api-key-token.js';

const CANDIDATE = /thn_(?:live|test)_[0-9A-Za-z]{50}/g;
const KEY_CHARACTERS = 59;
/** Histories and installed packages: what leaks there leaked somewhere else first. */
const SKIPPED = new Set(['.git', 'node_modules']);

export interface LeakedKey {
  file: string;
  line: number;
  column: number;
  mode: 'live' | 'test';
  /** Enough to find the key in the list; never the key. */
  prefix: string;
}

export interface ScanReport {
  files: number;
  unreadable: string[];
  found: LeakedKey[];
}

/** @param text one character per byte @returns where keys stand, as offsets */
export function keysIn(text: string): { at: number; token: string }[] {
  return [...text.matchAll(CANDIDATE)]
    .filter(([token]) => parseApiKey(token) !== null)
    .map((match) => ({ at: match.index, token: match[0] }));
}

/** Reads a file or every file below a folder; links are not followed. */
export async function scanForKeys(path: string): Promise<ScanReport> {
  const report: ScanReport = { files: 0, unreadable: [], found: [] };
  for await (const file of filesBelow(path, report)) {
    report.files++;
    await scanFile(file, report).catch(() => report.unreadable.push(file));
  }
  return report;
}

async function* filesBelow(path: string, report: ScanReport): AsyncGenerator<string> {
  if ((await stat(path)).isFile()) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true }).catch((): Dirent[] => {
    report.unreadable.push(path);
    return [];
  });
  for (const entry of entries) {
    if (entry.isFile()) yield join(path, entry.name);
    else if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesBelow(join(path, entry.name), report);
  }
}

/** Piece by piece, so that size is no matter; a key may stand across two pieces. UTF-16 text is read by leaving out its zeros. */
async function scanFile(file: string, report: ScanReport): Promise<void> {
  let rest = '';
  let line = 1;
  let lineStart = 0;
  let consumed = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const text = rest + (piece as Buffer).toString('latin1').replaceAll('\0', '');
    const hits = keysIn(text);
    const keep = Math.min(text.length, KEY_CHARACTERS - 1);
    const done = text.length - keep;
    let seen = 0;
    for (const { at, token } of hits) {
      [line, lineStart] = advance(text, { from: seen, to: at, line, lineStart, base: consumed });
      seen = at;
      const mode = token.startsWith('thn_live_') ? 'live' : 'test';
      report.found.push({ file, line, column: consumed + at - lineStart + 1, mode, prefix: token.slice(0, 21) });
    }
    const from = Math.max(done, (hits.at(-1)?.at ?? -1) + 1);
    [line, lineStart] = advance(text, { from: seen, to: from, line, lineStart, base: consumed });
    consumed += from;
    rest = text.slice(from);
  }
}

function advance(
  text: string,
  over: { from: number; to: number; line: number; lineStart: number; base: number },
): [line: number, lineStart: number] {
  let { line, lineStart } = over;
  for (let at = text.indexOf('\n', over.from); at >= 0 && at < over.to; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = over.base + at + 1;
  }
  return [line, lineStart];
}
