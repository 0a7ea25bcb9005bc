import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileMemory } from './memory.js';
import { newTerminal } from './open-terminal.js';

const ABOUT = { serial_number: 'T-1', model: 'test', app_version: '1' };
let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'thenar-terminal-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe("a terminal's memory", () => {
  it('is for its owner only, and keeps nothing beside the one file', async () => {
    const folder = join(parent, 'state', 'one');
    const memory = new FileMemory(folder);
    expect(memory.exists()).toBe(false);
    memory.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    memory.write({ counter: 7 });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'terminal.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['terminal.json']);
  });

  it('is closed again when somebody opened it', async () => {
    const memory = new FileMemory(parent);
    memory.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    chmodSync(join(parent, 'terminal.json'), 0o644);
    memory.write({ counter: 1 });
    expect(statSync(join(parent, 'terminal.json')).mode & 0o777).toBe(0o600);
  });

  it('does not lose what another command of the same terminal wrote', async () => {
    const one = new FileMemory(parent);
    one.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    const other = new FileMemory(parent);
    one.write({ counter: 5 });
    other.write({ access_token: 'token' });
    expect(one.read()).toMatchObject({ counter: 5, access_token: 'token' });
  });

  it('can forget a token', async () => {
    const memory = new FileMemory(parent);
    memory.create(await newTerminal('http://127.0.0.1:3000', ABOUT));
    memory.write({ access_token: 'token' });
    memory.write({ access_token: undefined });
    expect(readFileSync(join(parent, 'terminal.json'), 'utf8')).not.toContain('access_token');
  });
});
