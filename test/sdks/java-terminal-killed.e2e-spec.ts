/**
 * The Java terminal is killed without warning again and again, while it scans and while it enrolls: nothing that it kept is
 * lost, nothing counts twice. `npm run test:kills` does it 200 times; THENAR_KILLS names another number.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { buildJava, hasJava, type JavaEvent, JavaTerminal, removeFolder, withJava } from './java-process.js';

const KILLS = Number(process.env.THENAR_KILLS ?? 12);
const PICTURES = 16;
/** A process that starts takes about half a second; it dies somewhere between its first line and its long poll. */
const LIFE_MS = { min: 150, max: 1_600 };
const SCAN_EVERY_MS = 120;

let gateway: TestGateway;
let acme: Tenant;
let build: string;
let folder: string;
let options: Record<string, string>;
let deviceId: string;
let pictures: string[];

beforeAll(async () => {
  if (!hasJava) return;
  build = buildJava().folder;
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  folder = mkdtempSync(join(tmpdir(), 'thenar-java-'));
  pictures = await drawPictures('java:left');
  options = { gateway: gateway.url, state: join(folder, 'state'), pictures: dirname(pictures[0]!) };
  deviceId = await pair();
  await enroll();
}, 120_000);
afterAll(async () => {
  if (!hasJava) return;
  await gateway.close();
  for (const path of [build, folder]) removeFolder(path);
});

describe('Java terminal killed without warning', () => {
  withJava(
    `loses nothing that it kept and doubles nothing in ${KILLS} kills`,
    async () => {
      const kept = new Set<string>();
      let asked = 0;
      const sessions: string[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        if (kill % 4 === 0) sessions.push(await startSession(`Member ${kill}`));
        const terminal = JavaTerminal.start(build, options);
        const end = performance.now() + LIFE_MS.min + Math.random() * (LIFE_MS.max - LIFE_MS.min);
        while (performance.now() < end) {
          terminal.scan(pictures[asked++ % pictures.length]!);
          await sleep(SCAN_EVERY_MS);
        }
        await terminal.kill();
        for (const ref of keptBy(terminal)) kept.add(ref);
        expect(terminal.errors).toBe('');
      }
      await drain();
      const taken = await scansOfDevice();
      const refs = taken.map(({ scan_ref }) => scan_ref);
      expect([...kept].filter((ref) => !refs.includes(ref))).toEqual([]);
      expect(new Set(refs).size).toBe(refs.length);
      expect(refs.length).toBeLessThanOrEqual(asked);
      expect(kept.size).toBeGreaterThan(0); // how many depends on the machine
      expect(new Set(taken.map(({ counter }) => counter)).size).toBe(refs.length);
      expect(await recordedScans()).toBe(refs.length);
      for (const session of sessions) expect(await statusOf(session)).toMatch(/^(completed|failed|expired|cancelled)$/);
      // kills may have used up the session's tries: then the next one shows that the terminal still enrolls
      let last = sessions.at(-1)!;
      if ((await statusOf(last)) !== 'completed') {
        last = await startSession('after the kills');
        await drain();
      }
      expect(await statusOf(last)).toBe('completed');
    },
    180_000 + KILLS * 10_000,
  );
});

function keptBy(terminal: JavaTerminal): string[] {
  return terminal.events.filter(({ event }) => event === 'kept').map(({ scan_ref }) => scan_ref as string);
}

/** One more start, long enough for everything that waits. */
async function drain(): Promise<void> {
  const terminal = JavaTerminal.start(build, options);
  await terminal.event((event) => event.state === 'online');
  terminal.scan(pictures[0]!);
  const { scan_ref } = await terminal.event(({ event }) => event === 'kept');
  await terminal.event((event) => event.event === 'scan' && event.scan_ref === scan_ref); // the last of the queue
  const { session } = (await acme.backend.get(`/v1/devices/${deviceId}/enrollment`)).body;
  if (session) await terminal.event((event) => isEnd(event) && event.session_id === session.session_id);
  await terminal.stop();
}

const isEnd = ({ event, status }: JavaEvent) => event === 'session' && status !== 'active' && status !== 'processing';

function scansOfDevice(): Promise<{ scan_ref: string; counter: string }[]> {
  return gateway.database.query('SELECT scan_ref, counter FROM terminal_scans WHERE device_id = $1', [deviceId]);
}

async function recordedScans(): Promise<number> {
  const [row] = await gateway.database.query<{ n: string }>(
    "SELECT count(*) AS n FROM scan_results WHERE device_id = $1 AND operation = 'identify'",
    [deviceId],
  );
  return Number(row!.n);
}

async function statusOf(sessionId: string): Promise<string> {
  return (await acme.backend.get(`/v1/enrollment-sessions/${sessionId}`)).body.status;
}

async function pair(): Promise<string> {
  const terminal = JavaTerminal.start(build, options);
  const { registration_code } = await terminal.event(({ event }) => event === 'code');
  const device = await acme.owner.post(`/v1/projects/${acme.projectId}/devices`, { registration_code });
  expect(device.status).toBe(201);
  await terminal.event(({ event }) => event === 'paired');
  await terminal.kill();
  return device.body.device_id;
}

/** Whose palm is scanned: scans that match nobody are slowed down. */
async function enroll(): Promise<void> {
  const member_id = await newMember('Ada');
  const captures = await Promise.all(['1', '2', '3'].map((pose) => synthetic('java:left', pose)));
  const answer = await acme.backend.post(`/v1/projects/${acme.projectId}/enroll`, {
    member_id,
    hand: 'left',
    captures,
  });
  expect(answer.status).toBe(201);
}

async function newMember(display_name: string): Promise<string> {
  const member = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name });
  return member.body.member_id;
}

/** One session at a time: the one before is cancelled where it still runs. In a sandbox a palm may be enrolled twice. */
async function startSession(name: string): Promise<string> {
  const { session } = (await acme.backend.get(`/v1/devices/${deviceId}/enrollment`)).body;
  if (session) await acme.backend.delete(`/v1/devices/${deviceId}/enrollment?session_id=${session.session_id}`);
  const body = { member_id: await newMember(name), hand: 'left', captures_required: 5, allow_duplicate: true };
  const started = await acme.backend.post(`/v1/devices/${deviceId}/enrollment`, body);
  expect(started.status).toBe(201);
  return started.body.session_id;
}

async function drawPictures(palm: string): Promise<string[]> {
  const into = mkdtempSync(join(folder, 'drawn-'));
  const files: string[] = [];
  for (let pose = 1; pose <= PICTURES; pose++) {
    const file = join(into, `${pose}.png`);
    writeFileSync(file, Buffer.from((await synthetic(palm, String(pose))).image, 'base64'));
    files.push(file);
  }
  return files;
}
