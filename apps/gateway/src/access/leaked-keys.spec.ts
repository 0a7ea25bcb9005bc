import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintApiKey } from './api-key-token.js';
import { scanForKeys } from './leaked-keys.js';

const folder = mkdtempSync(join(tmpdir(), 'thenar-leaks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, content: string | Buffer) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('looking for leaked keys', () => {
  it('names file, line and column of each, and never the key', async () => {
    const live = mintApiKey('live').token;
    const test = mintApiKey('test').token;
    const file = put('deep/er/config.env', `A=1\nB=2\nTHENAR="${live}" # ${test}\n`);
    const report = await scanForKeys(folder);
    expect(report.found).toEqual([
      { file, line: 3, column: 9, mode: 'live', prefix: live.slice(0, 21) },
      { file, line: 3, column: 9 + 59 + 4, mode: 'test', prefix: test.slice(0, 21) },
    ]);
    expect(JSON.stringify(report)).not.toContain(live);
    rmSync(file);
  });

  it('is not misled by what has no right checksum', async () => {
    const { token } = mintApiKey('live');
    put(
      'decoys.txt',
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}\n${token.toLowerCase()}\nthn_live_${'A'.repeat(50)}\n${token.slice(0, -2)}\n`,
    );
    expect((await scanForKeys(folder)).found).toEqual([]);
  });

  it('finds them in big, binary and UTF-16 files', async () => {
    const { token } = mintApiKey('test');
    const border = (1 << 20) - 30; // across the edge of two pieces
    const big = put('big.bin', Buffer.concat([Buffer.alloc(border, 10), Buffer.from(token), Buffer.alloc(100, 0xff)]));
    expect((await scanForKeys(big)).found).toEqual([
      { file: big, line: border + 1, column: 1, mode: 'test', prefix: token.slice(0, 21) },
    ]);
    const wide = put('wide.ps1', Buffer.from(`$k = "${token}"`, 'utf16le'));
    expect((await scanForKeys(wide)).found).toHaveLength(1);
  });

  it('finds the same key once where it stands once, and leaves histories out', async () => {
    const { token } = mintApiKey('live');
    put('.git/objects/x', token);
    put('twice.txt', `${token}${token}`);
    const { found } = await scanForKeys(join(folder, 'twice.txt'));
    expect(found.map(({ column }) => column)).toEqual([1, 60]);
    expect((await scanForKeys(folder)).found.filter(({ file }) => file.includes('.git'))).toEqual([]);
  });
});
