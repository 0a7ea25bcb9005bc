/** The terminal's commands as a person or a program runs them: words, JSON lines and exit codes. */
import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { addMember, startEnrollment } from '../support/terminal.js';

/** Generous: a busy machine is not what is tested here. */
jest.setTimeout(60_000);

interface Ran {
  code: number | null;
  /** JSON lines of stdout. */
  lines: any[]; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read bodies freely
  stdout: string;
  stderr: string;
}

const MAIN = join(import.meta.dirname, '../../dist/apps/terminal/src/main.js');
let gateway: TestGateway;
let acme: Tenant;
let folder: string;
let state: string;

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('build first: npm run build');
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  folder = mkdtempSync(join(tmpdir(), 'thenar-cli-'));
  state = join(folder, 'state');
});
afterAll(async () => {
  await gateway?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a command; `done` says how it ended, `seen` waits for words on its way. */
function start(...words: string[]) {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => (heard[name] += chunk.toString()));
  }
  const done = new Promise<Ran>((resolve) =>
    child.on('close', (code) => resolve({ code, ...heard, lines: linesOf(heard.stdout) })),
  );
  return { child, done, seen: (pattern: RegExp) => hear(child, heard, pattern) };
}

function linesOf(stdout: string): unknown[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as unknown);
}

async function hear(child: ChildProcess, heard: { stdout: string; stderr: string }, pattern: RegExp): Promise<string> {
  for (;;) {
    const match = pattern.exec(heard.stdout + heard.stderr);
    if (match) return match[0];
    if (child.exitCode !== null) throw new Error(`ended without ${pattern}: ${heard.stdout}${heard.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const run = (...words: string[]) => start(...words).done;

describe('the terminal on the command line', () => {
  it('says what is wrong with a command, exit code 2', async () => {
    const nonsense = [
      ['dance'],
      ['enroll', '--state', state, '--palm', 'a:b:c'],
      ['identify', '--state', state],
      ['register', '--gateway', 'ftp://x'],
    ];
    for (const words of [...nonsense, ['identify', '--palm', 'alice', '--state', state]]) {
      const { code, stdout, stderr } = await run(...words);
      expect({ words, code, stdout, said: stderr.length > 0 }).toEqual({ words, code: 2, stdout: '', said: true });
    }
    expect((await run('enroll', '--help')).stdout).toContain('--wait S');
  });

  it('says that there is no gateway, exit code 3', async () => {
    const nowhere = join(folder, 'nowhere');
    const gateway = ['--gateway', 'http://127.0.0.1:1'];
    const registering = start('register', '--state', nowhere, ...gateway, '--retry-for', '1', '--json');
    await registering.seen(/retrying/);
    expect(await registering.done).toMatchObject({ code: 3, lines: [{ error: 'unreachable' }] });
  });

  it('registers, enrolls, identifies, and does not match a person who is not enrolled', async () => {
    const registering = start('register', '--state', state, '--gateway', gateway.url, '--json');
    const code = (await registering.seen(/[A-Z]{4}-[A-Z]{4}/)).toString();
    const device = await acme.owner.post(`/v1/projects/${acme.projectId}/devices`, { registration_code: code });
    const deviceId = device.body.device_id;
    const registered = await registering.done;
    expect(registered).toMatchObject({
      code: 0,
      lines: [
        { event: 'code', registration_code: code },
        { status: 'registered', device_id: deviceId },
      ],
    });

    const enrolling = start('enroll', '--state', state, '--palm', 'alice:left', '--pace-ms', '0', '--json');
    await enrolling.seen(/waits for a session/);
    await startEnrollment(acme, deviceId, { member_id: await addMember(acme, 'Alice') });
    const enrolled = await enrolling.done;
    expect(enrolled.code).toBe(0);
    expect(enrolled.lines.at(-1)).toMatchObject({
      command: 'enroll',
      status: 'completed',
      progress: { captures_accepted: 3 },
    });

    const known = await run('identify', '--state', state, '--palm', 'alice:left', '--json');
    const unknown = await run('identify', '--state', state, '--palm', 'mallory:left');
    expect(known).toMatchObject({ code: 0, lines: [{ matched: true, scans: [{ counter: 1 }] }] });
    expect(unknown).toMatchObject({ code: 1, stdout: expect.stringContaining('mallory:left: not known') });
    const status = await run('status', '--state', state, '--json');
    expect(status).toMatchObject({ code: 0, lines: [{ registered: true, device_id: deviceId, session: null }] });
  });

  it('fails a session whose picture is no picture, and the next one when Ctrl-C stops it', async () => {
    const deviceId = (await run('status', '--state', state, '--json')).lines[0].device_id as string;
    const text = join(folder, 'text.png');
    writeFileSync(text, 'no picture');
    const unable = start('enroll', '--state', state, '--picture', text, '--json');
    await startEnrollment(acme, deviceId, { member_id: await addMember(acme, 'Bob') });
    expect(await unable.done).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"failure_code":"terminal_failed"'),
    });

    const stopped = start('run', '--state', state, '--palm', 'bob:left', '--pace-ms', '60000');
    await startEnrollment(acme, deviceId, { member_id: await addMember(acme, 'Bob') });
    await stopped.seen(/capture 1 accepted/);
    stopped.child.kill('SIGINT');
    expect(await stopped.done).toMatchObject({ code: 0, stdout: expect.stringContaining('the terminal was stopped') });
  });
});

describe('the tour in the README', () => {
  it('can be pasted: pairs a terminal, enrolls a member, recognises its palm and no other', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const pasted = /<!-- tour -->\s*```sh\n([\s\S]*?)```/.exec(readme)![1]!;
    const visitor = mkdtempSync(join(tmpdir(), 'thenar-tour-'));
    mkdirSync(join(visitor, '.thenar'));
    const tenant = await openTenant(gateway, 'visitor');
    const facts = { base_url: gateway.url, project_id: tenant.projectId, api_key: tenant.key };
    writeFileSync(join(visitor, '.thenar/dev.json'), JSON.stringify(facts));
    const script = pasted.replaceAll('npm run -s terminal --', `"${process.execPath}" "${MAIN}"`);
    const shell = spawn('bash', ['-c', script], { cwd: visitor, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => shell.on('close', resolve));
    rmSync(visitor, { recursive: true, force: true });
    expect(output).toContain('Paired: device');
    expect(output).toContain('Session completed');
    expect(output).toContain('alice:left: known: member_id');
    expect(output).toContain('bob:left: not known');
  });
});
