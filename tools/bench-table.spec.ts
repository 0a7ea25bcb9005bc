import { describe, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

describe('the table of figures', () => {
  it('are those of the kept results', async () => {
    const tool = fileURLToPath(new URL('bench-table.mjs', import.meta.url));
    await promisify(execFile)(process.execPath, [tool, '--check']);
  });
});
