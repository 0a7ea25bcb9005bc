import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStateStore } from './state-store.js';
import { newTerminal } from './open-terminal.js';

const ABOUT = { serial_number: 'T-1', model: 'test', app_version: '1' };
let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'thenar-terminal-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('terminal state file', () => {
  it('only its owner can read the file, and no other file is left in the folder', async () => {
    const folder = join(parent, 'state', 'one');
    const store = new FileStateStore(folder);
    expect(store.exists()).toBe(false);
    store.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    store.write({ counter: 7 });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'terminal.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['terminal.json']);
  });

  it('a file whose permissions were widened is restricted again with the next write', async () => {
    const store = new FileStateStore(parent);
    store.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    chmodSync(join(parent, 'terminal.json'), 0o644);
    store.write({ counter: 1 });
    expect(statSync(join(parent, 'terminal.json')).mode & 0o777).toBe(0o600);
  });

  it('a write keeps what another process of the same terminal wrote', async () => {
    const one = new FileStateStore(parent);
    one.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    const other = new FileStateStore(parent);
    one.write({ counter: 5 });
    other.write({ access_token: 'token' });
    expect(one.read()).toMatchObject({ counter: 5, access_token: 'token' });
  });

  it('a token can be removed', async () => {
    const store = new FileStateStore(parent);
    store.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    store.write({ access_token: 'token' });
    store.write({ access_token: undefined });
    expect(readFileSync(join(parent, 'terminal.json'), 'utf8')).not.toContain('access_token');
  });
});
