/** The Java example of the protocol guide, compiled and run: pairs, waits, enrolls. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const SOURCE = join(import.meta.dirname, '../../docs/examples/java/PalmTerminal.java');
const javac = spawnSync('javac', ['-version']).status === 0;
if (!javac) process.stderr.write('skipped: javac is not installed, the Java example is not compiled\n');
const whereThereIsJava = javac ? it : xit;

let gateway: TestGateway;
let acme: Tenant;
let folder: string;

beforeAll(async () => {
  if (!javac) return;
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  folder = mkdtempSync(join(tmpdir(), 'thenar-java-'));
}, 60_000);
afterAll(async () => {
  if (!javac) return;
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the Java example', () => {
  whereThereIsJava('pairs, waits for a session and enrolls a palm', async () => {
    const compiled = spawnSync('javac', ['-Xlint:all', '-Werror', '--release', '11', '-d', folder, SOURCE]);
    expect(compiled.stderr.toString()).toBe('');
    const pictures = await Promise.all(
      ['1', '2', '3'].map(async (pose) => {
        const file = join(folder, `${pose}.png`);
        writeFileSync(file, Buffer.from((await synthetic('java:left', pose)).image, 'base64'));
        return file;
      }),
    );
    const terminal = spawn('java', ['-cp', folder, 'PalmTerminal', gateway.url, ...pictures]);
    let trouble = '';
    terminal.stderr.on('data', (words: Buffer) => (trouble += words.toString()));
    const said: string[] = [];
    for await (const line of createInterface({ input: terminal.stdout })) {
      said.push(line);
      if (line.startsWith('code ')) await complete(line.slice(5));
      if (line === 'registered') await startSession();
    }
    expect(trouble).toBe('');
    expect(said.slice(1)).toEqual(['registered', 'session active', 'session active', 'session completed']);
  });
});

async function complete(registration_code: string): Promise<void> {
  const { status } = await acme.owner.post(`/v1/projects/${acme.projectId}/devices`, { registration_code });
  expect(status).toBe(201);
}

async function startSession(): Promise<void> {
  const { body } = await acme.backend.get(`/v1/projects/${acme.projectId}/devices`);
  const member = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
  const started = await acme.backend.post(`/v1/devices/${body.data[0].device_id}/enrollment`, {
    ...{ member_id: member.body.member_id, hand: 'left' },
  });
  expect(started.status).toBe(201);
}
