/** Work that crosses tenants gives a reason, and every reason has been looked at: docs/cross-tenant-work.md lists them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = execFileSync(process.execPath, [join(import.meta.dirname, 'cross-tenant-work.mjs')], {
  encoding: 'utf8',
  env: { ...process.env, NODE_OPTIONS: '' },
});
const { reasons, unreadable } = JSON.parse(read) as { reasons: string[]; unreadable: string[] };
const page = readFileSync(join(import.meta.dirname, '../docs/cross-tenant-work.md'), 'utf8');
const reviewed = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, reason]) => reason!);

describe('work that crosses tenants', () => {
  it('gives its reason where it can be read', () => {
    expect(unreadable).toEqual([]);
    expect(reasons.length).toBeGreaterThan(30);
  });

  it('has been looked at: every reason is in docs/cross-tenant-work.md', () => {
    expect(reasons.filter((reason) => !reviewed.includes(reason))).toEqual([]);
  });

  it('is not listed when it is gone', () => {
    expect(reviewed.filter((reason) => !reasons.includes(reason))).toEqual([]);
  });
});
