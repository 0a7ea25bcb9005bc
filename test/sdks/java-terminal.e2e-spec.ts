/** The Java terminal's main job against a running gateway: pairs, enrolls, identifies, hears of a cancel, survives a restart. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { buildJava, hasJava, type JavaEvent, JavaTerminal, removeFolder, withJava } from './java-process.js';

let gateway: TestGateway;
let acme: Tenant;
let build: string;
let folder: string;
let deviceId: string;
let options: Record<string, string>;

beforeAll(async () => {
  if (!hasJava) return;
  const built = buildJava();
  expect(built).toMatchObject({ status: 0, output: '' });
  build = built.folder;
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  folder = mkdtempSync(join(tmpdir(), 'thenar-java-'));
  options = {
    gateway: gateway.url,
    state: join(folder, 'state'),
    pictures: await drawPictures('java:left', 8),
  };
});
afterAll(async () => {
  if (!hasJava) return;
  await gateway.close();
  for (const path of [build, folder]) removeFolder(path);
});

describe('Java terminal against a running gateway', () => {
  withJava('pairs by a code, and asks for no second one after a restart', async () => {
    const terminal = JavaTerminal.start(build, options);
    const { registration_code } = await terminal.event(({ event }) => event === 'code');
    const completed = await acme.owner.post(`/v1/projects/${acme.projectId}/devices`, { registration_code });
    expect(completed.status).toBe(201);
    deviceId = completed.body.device_id;
    expect(await terminal.event(isNamed('paired'))).toMatchObject({ device_id: deviceId });
    await terminal.event(isOnline);
    await terminal.stop();
    const again = JavaTerminal.start(build, options);
    await again.event(isOnline);
    await again.stop();
    expect(again.events.filter(isNamed('code'))).toEqual([]);
    expect(terminal.errors + again.errors).toBe('');
  });

  withJava('enrolls a palm, and identifies it afterwards', async () => {
    const terminal = JavaTerminal.start(build, options);
    const session = await startSession('Ada');
    await terminal.event((event) => isNamed('session')(event) && event.status === 'completed');
    const { body } = await acme.backend.get(`/v1/enrollment-sessions/${session.session_id}`);
    expect(body.status).toBe('completed');
    terminal.scan(await drawPicture('java:left', 'scan'));
    const kept = await terminal.event(isNamed('kept'));
    const scan = await terminal.event((event) => isNamed('scan')(event) && event.scan_ref === kept.scan_ref);
    expect(scan).toMatchObject({ status: 'matched', welcome: true });
    terminal.scan(await drawPicture('nobody:right', 'scan'));
    expect(await terminal.event((event) => isNamed('scan')(event) && event !== scan)).toMatchObject({ welcome: false });
    await terminal.stop();
    expect(terminal.errors).toBe('');
  });

  withJava('shows the end of a session that is cancelled while it waits for a hand', async () => {
    const terminal = JavaTerminal.start(build, { ...options, pictures: await drawPictures('unsteady:left', 1) });
    const session = await startSession('Grace', 5);
    await terminal.event((event) => isNamed('capture')(event));
    const cancelled = await acme.backend.delete(`/v1/devices/${deviceId}/enrollment?session_id=${session.session_id}`);
    expect(cancelled.status).toBe(200);
    await terminal.event((event) => event.session_id === session.session_id && event.status === 'cancelled');
    await terminal.stop();
  });

  withJava('shows that it is disabled', async () => {
    const terminal = JavaTerminal.start(build, options);
    await terminal.event(isOnline);
    await acme.backend.patch(`/v1/devices/${deviceId}`, { enabled: false });
    await terminal.event((event) => event.state === 'disabled');
    await acme.backend.patch(`/v1/devices/${deviceId}`, { enabled: true });
    await terminal.stop();
  });

  withJava('forgets its key when it is decommissioned', async () => {
    const terminal = JavaTerminal.start(build, options);
    await terminal.event(isOnline);
    await acme.owner.post(`/v1/devices/${deviceId}/decommission`, {});
    await terminal.event((event) => event.state === 'decommissioned');
    await terminal.stop();
    const again = JavaTerminal.start(build, options);
    await again.event(isNamed('code'));
    await again.stop();
  });
});

function isNamed(name: string) {
  return ({ event }: JavaEvent) => event === name;
}

function isOnline(event: JavaEvent): boolean {
  return event.state === 'online';
}

async function startSession(displayName: string, captures_required = 3): Promise<{ session_id: string }> {
  const member = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: displayName });
  const body = { member_id: member.body.member_id, hand: 'left', captures_required };
  const started = await acme.backend.post(`/v1/devices/${deviceId}/enrollment`, body);
  expect(started.status).toBe(201);
  return started.body;
}

async function drawPictures(palm: string, count: number): Promise<string> {
  const pictures = mkdtempSync(join(folder, 'pictures-'));
  for (let pose = 1; pose <= count; pose++)
    writeFileSync(join(pictures, `${pose}.png`), Buffer.from((await synthetic(palm, String(pose))).image, 'base64'));
  return pictures;
}

async function drawPicture(palm: string, pose: string): Promise<string> {
  const file = join(mkdtempSync(join(folder, 'picture-')), 'palm.png');
  writeFileSync(file, Buffer.from((await synthetic(palm, pose)).image, 'base64'));
  return file;
}
