/** A tenant's server starts an enrollment at a terminal, watches it, and changes its mind; the clock is moved by hand. */
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, type PairedTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let terminal: PairedTerminal;
let names = 0;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
}, 30_000);
beforeEach(async () => {
  terminal = await pairTerminal(gateway, acme); // a device of its own for every story
});
afterAll(() => gateway.close());

const enrollment = () => `/v1/devices/${terminal.deviceId}/enrollment`;
const newMember = async (): Promise<string> =>
  (await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: `Member ${++names}` })).body
    .member_id;
const start = async (body: object = {}) =>
  acme.backend.post(enrollment(), { member_id: await newMember(), hand: 'left', ...body });

let shows = 0;

/** Sends captures of these palms until the session ends; the same pictures in every run. */
async function show(sessionId: string, palms: string[]) {
  const visit = ++shows;
  let { challenge } = (await terminal.ack(sessionId)).body;
  let last;
  for (const [i, palm] of palms.entries()) {
    last = await terminal.capture(sessionId, {
      seq: i + 1,
      challenge,
      capture: await synthetic(palm, `visit ${visit} ${i}`),
    });
    challenge = last.body.challenge;
  }
  return last!;
}

describe('an enrollment at a terminal', () => {
  it('goes from start to a stored palm, and every poll shows the state', async () => {
    const started = await start();
    expect(started).toMatchObject({
      status: 201,
      body: { status: 'pending', version: 1, progress: { captures_required: 3, captures_accepted: 0 } },
    });
    const id = started.body.session_id;
    const delivered = await terminal.poll({ wait_s: 5 });
    expect(delivered.body.session).toEqual(started.body);
    const last = await show(id, ['dora:left', 'dora:left', 'dora:left']);
    expect(last.body).toMatchObject({
      accepted: true,
      challenge: null,
      session: { status: 'completed', failure_code: null },
    });
    expect(last.body.session.result).toMatchObject({
      hand: 'left',
      template_ids: [expect.any(String), expect.any(String), expect.any(String)],
    });
    expect((await acme.backend.get(enrollment())).body).toEqual({ session: null });
    const poll = await acme.backend.post(`${enrollment()}/poll`, { session_id: id, last_version: 1 });
    expect(poll).toMatchObject({
      status: 200,
      body: { changed: true, session: { session_id: id, status: 'completed' } },
    });
    const member = await acme.backend.get(`/v1/projects/${acme.projectId}/members/${started.body.member_id}`);
    expect(member.body.hands).toEqual(['left']);
    const templates = await acme.backend.get(
      `/v1/projects/${acme.projectId}/members/${started.body.member_id}/templates`,
    );
    expect(templates.body.data.map((t: { template_id: string }) => t.template_id).sort()).toEqual(
      [...last.body.session.result.template_ids].sort(),
    );
  });

  it('leaves out a capture of another palm and asks for one more', async () => {
    const { body } = await start();
    const last = await show(body.session_id, ['eve:left', 'mallory:left', 'eve:left', 'eve:left']);
    expect(last.body.session).toMatchObject({ status: 'completed', progress: { captures_accepted: 3 } });
    const again = await acme.backend.post(`/v1/projects/${acme.projectId}/identify`, {
      capture: await synthetic('mallory:left', 'later'),
    });
    expect(again.body.matched).toBe(false);
  });

  it('refuses the palm of another member, and a second palm for the same hand', async () => {
    const first = await start();
    expect((await show(first.body.session_id, Array(3).fill('frank:left'))).body.session.status).toBe('completed');
    const second = await start();
    expect((await show(second.body.session_id, Array(3).fill('frank:left'))).body.session).toMatchObject({
      status: 'failed',
      failure_code: 'duplicate_palm',
    });
    const again = await acme.backend.post(enrollment(), { member_id: first.body.member_id, hand: 'left' });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_enrolled' } } });
    const replaced = await acme.backend.post(enrollment(), {
      member_id: first.body.member_id,
      hand: 'left',
      replace: true,
    });
    expect((await show(replaced.body.session_id, Array(3).fill('frank:left'))).body.session.status).toBe('completed');
  });

  it('takes one capture once: repeated, reused and late ones are distinguished', async () => {
    const { body } = await start();
    const ack = await terminal.ack(body.session_id);
    const capture = await synthetic('gina:left', 'a');
    const sent = await terminal.capture(body.session_id, { seq: 1, challenge: ack.body.challenge, capture });
    expect(sent).toMatchObject({
      status: 200,
      body: { accepted: true, session: { progress: { captures_accepted: 1 } } },
    });
    const repeated = await terminal.capture(body.session_id, { seq: 1, challenge: ack.body.challenge, capture });
    expect(repeated.body).toMatchObject({ accepted: true, session: { progress: { captures_accepted: 1 } } });
    expect(repeated.body.challenge).toBe(sent.body.challenge); // whichever answer comes through, the terminal can go on
    const other = await terminal.capture(body.session_id, {
      seq: 1,
      challenge: repeated.body.challenge,
      capture: await synthetic('gina:left', 'b'),
    });
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'seq_conflict' } } });
    const reused = await terminal.capture(body.session_id, {
      seq: 2,
      challenge: ack.body.challenge,
      capture: await synthetic('gina:left', 'c'),
    });
    expect(reused).toMatchObject({
      status: 409,
      body: { error: { code: 'challenge_expired', details: { challenge: expect.any(String) } } },
    });
    const mended = await terminal.capture(body.session_id, {
      seq: 2,
      challenge: reused.body.error.details.challenge,
      capture: await synthetic('gina:left', 'c'),
    });
    expect(mended.body.accepted).toBe(true);
    await acme.backend.delete(`${enrollment()}?session_id=${body.session_id}`);
    const late = await terminal.capture(body.session_id, { seq: 3, challenge: mended.body.challenge, capture });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'session_not_active' } } });
  });

  it('ends after ten refused captures', async () => {
    const { body } = await start();
    const wrong = Array(10).fill('henry:right');
    const last = await show(body.session_id, wrong);
    expect(last.body).toMatchObject({
      accepted: false,
      reason: 'wrong_hand',
      session: { status: 'failed', failure_code: 'wrong_hand' },
    });
  });

  it('has one deadline, the server’s: never acknowledged it expires, silent it is lost', async () => {
    const unseen = await start({ expires_in_s: 30 });
    gateway.time.advance(30_000);
    expect((await acme.backend.get(`/v1/enrollment-sessions/${unseen.body.session_id}`)).body.status).toBe('expired');
    await terminal.signIn();
    const silent = await start({ expires_in_s: 600 });
    expect((await terminal.ack(silent.body.session_id)).status).toBe(200);
    gateway.time.advance(60_000);
    expect((await acme.backend.get(`/v1/enrollment-sessions/${silent.body.session_id}`)).body).toMatchObject({
      status: 'failed',
      failure_code: 'terminal_lost',
    });
  });
});

describe('cancelling', () => {
  it('is answered at once, again and again, and reaches the parked terminal', async () => {
    const { body } = await start();
    const known = await terminal.poll({ wait_s: 0 });
    const parked = terminal.poll({
      wait_s: 20,
      session_id: body.session_id,
      session_version: known.body.session.version,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const cancelled = await acme.backend.delete(`${enrollment()}?session_id=${body.session_id}`);
    expect(cancelled).toMatchObject({ status: 200, body: { session: { status: 'cancelled' } } });
    expect((await parked).body.session).toMatchObject({ session_id: body.session_id, status: 'cancelled' });
    expect((await acme.backend.delete(`${enrollment()}?session_id=${body.session_id}`)).status).toBe(200);
  });

  it('needs the right session', async () => {
    const { body } = await start();
    expect((await acme.backend.delete(enrollment())).status).toBe(400);
    const other = await acme.backend.delete(`${enrollment()}?session_id=01900000-0000-7000-8000-000000000000`);
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'session_mismatch' } } });
    await terminal.fail(body.session_id, { code: 'camera_broken', message: 'no picture' });
    const ended = await acme.backend.delete(`${enrollment()}?session_id=${body.session_id}`);
    expect(ended).toMatchObject({ status: 409, body: { error: { code: 'session_already_final' } } });
    const unknown = await acme.backend.delete(`${enrollment()}?session_id=01900000-0000-7000-8000-000000000000`);
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });
});

describe('polling', () => {
  it('waits for news and then says that nothing changed', async () => {
    const { body } = await start();
    const quiet = await acme.backend.post(`${enrollment()}/poll`, {
      session_id: body.session_id,
      last_version: 1,
      wait_s: 1,
    });
    expect(quiet.body).toMatchObject({ changed: false, session: { version: 1 } });
    const waiting = acme.backend.post(`${enrollment()}/poll`, {
      session_id: body.session_id,
      last_version: 1,
      wait_s: 20,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await terminal.ack(body.session_id);
    expect((await waiting).body).toMatchObject({ changed: true, session: { status: 'active', version: 2 } });
  });

  it('answers none at once when a newer session has come', async () => {
    const { body } = await start();
    const waiting = acme.backend.post(`${enrollment()}/poll`, {
      session_id: body.session_id,
      last_version: 9,
      wait_s: 20,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await acme.backend.delete(`${enrollment()}?session_id=${body.session_id}`);
    expect((await waiting).body.session.status).toBe('cancelled');
    gateway.time.advance(10);
    await start();
    const old = await acme.backend.post(`${enrollment()}/poll`, { session_id: body.session_id });
    expect(old.body).toEqual({ session: null, changed: true });
    const never = await acme.backend.post(`${enrollment()}/poll`, {
      session_id: '01900000-0000-7000-8000-000000000000',
    });
    expect(never.status).toBe(404);
  });
});

describe('starting', () => {
  it('is refused while another session is under way, on a disabled device, and for another person’s member', async () => {
    const { body } = await start();
    expect(await start()).toMatchObject({
      status: 409,
      body: { error: { code: 'device_busy', details: { active_session_id: body.session_id } } },
    });
    await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: false });
    expect((await acme.backend.get(`/v1/enrollment-sessions/${body.session_id}`)).body).toMatchObject({
      status: 'failed',
      failure_code: 'device_disabled',
    });
    expect(await start()).toMatchObject({ status: 403, body: { error: { code: 'device_disabled' } } });
    await acme.backend.patch(`/v1/devices/${terminal.deviceId}`, { enabled: true });
    const unknown = await acme.backend.post(enrollment(), { member_id: '01900000-0000-7000-8000-000000000000' });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });
});
