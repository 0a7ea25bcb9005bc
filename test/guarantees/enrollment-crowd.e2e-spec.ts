/** Many enrollments of one project end at the same moment: each ends, none is left half decided, whoever dies on the way. */
import { randomBytes } from 'node:crypto';
import { MASK_BYTES, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';
import { AbandonedSessions } from '../../apps/gateway/src/enrollment/abandoned-sessions.service.js';
import { LiveGallery } from '../../apps/gateway/src/palms/live-gallery.service.js';
import { TemplatesService } from '../../apps/gateway/src/palms/templates.service.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { type PairedTerminal, pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const CROWD = 14;
/** More than a gateway has connections. */
const MANY = 40;

let first: Awaited<ReturnType<typeof startTestGateway>>;
let second: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  first = await startTestGateway();
  second = await startTestGateway({ beside: first });
  acme = await openTenant(first);
}, 60_000);
afterAll(async () => {
  await second?.close();
  await first?.close();
});

interface Ready {
  terminal: PairedTerminal;
  sessionId: string;
  challenge: string;
  palm: string;
}

/** A terminal whose next capture ends its session. */
async function ready(name: string): Promise<Ready> {
  const terminal = await pairTerminal(first, acme);
  const member = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: name });
  const { body } = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, {
    ...{ member_id: member.body.member_id, hand: 'left', captures_required: 1 },
  });
  const ack = await terminal.ack(body.session_id);
  return { terminal, sessionId: body.session_id, challenge: ack.body.challenge, palm: `${name}:left` };
}
/** One after the other: only what follows is a race. */
async function several(count: number, name: string): Promise<Ready[]> {
  const all: Ready[] = [];
  for (let i = 0; i < count; i++) all.push(await ready(`${name}-${i}`));
  return all;
}
const statusOf = async (sessionId: string) =>
  (await acme.backend.get(`/v1/enrollment-sessions/${sessionId}`)).body.status as string;

describe('a crowd', () => {
  it('of completions at two gateways leaves nothing in processing', async () => {
    const all = await several(CROWD, 'crowd');
    const captures = await Promise.all(all.map(({ palm }) => synthetic(palm, '1')));
    const answers = await Promise.all(
      all.map(({ terminal, sessionId, challenge }, i) =>
        terminal
          .at(i % 2 === 0 ? first.url : second.url)
          .capture(sessionId, { seq: 1, challenge, capture: captures[i]! }),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body.session?.status])).toEqual(
      all.map(() => [200, 'completed']),
    );
  });

  it('of enrollments by the tenant’s server, each under its key, waits its turn without a connection', async () => {
    const path = `/v1/projects/${acme.projectId}`;
    const people: object[] = [];
    for (let i = 0; i < MANY; i++) {
      const { body } = await acme.backend.post(`${path}/members`, {});
      people.push({ member_id: body.member_id, hand: 'left', captures: [await synthetic(`many-${i}:left`, '1')] });
    }
    /** What a busy machine cannot do in time is refused as that, and sent again under the same key. */
    const enroll = async (body: object, i: number) => {
      for (let tries = 0; ; tries++) {
        const answer = await acme.backend.with({ 'Idempotency-Key': `many-${i}` }).post(`${path}/enroll`, body);
        if (answer.status !== 503 || tries === 10) return answer;
        expect(answer.body.error.code).toBe('overloaded');
      }
    };
    const answers = await Promise.all(people.map(enroll));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 422)).toEqual([]);
  });

  it('of one palm at the same moment is kept for one member', async () => {
    const all = await several(6, 'same');
    const captures = await Promise.all(all.map((_, i) => synthetic('the-same:left', String(i))));
    await Promise.all(
      all.map(({ terminal, sessionId, challenge }, i) =>
        terminal
          .at(i % 2 === 0 ? first.url : second.url)
          .capture(sessionId, { seq: 1, challenge, capture: captures[i]! }),
      ),
    );
    const statuses = await Promise.all(all.map(({ sessionId }) => statusOf(sessionId)));
    expect(statuses.sort()).toEqual(['completed', 'failed', 'failed', 'failed', 'failed', 'failed']);
  });
});

describe('a session whose judge died', () => {
  it('is judged by whoever notices', async () => {
    const { terminal, sessionId, challenge, palm } = await ready('orphan');
    const capture = await synthetic(palm, '1');
    // as a process leaves it that dies between the two transactions
    await first.database.query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'dead'; END$$`);
    await first.database.query(
      `CREATE TRIGGER die BEFORE UPDATE ON enrollment_sessions FOR EACH ROW WHEN (new.status = 'completed') EXECUTE FUNCTION die()`,
    );
    expect((await terminal.capture(sessionId, { seq: 1, challenge, capture })).status).toBe(500);
    expect(await statusOf(sessionId)).toBe('processing');
    await first.database.query('DROP TRIGGER die ON enrollment_sessions');
    await first.database.query(
      `UPDATE enrollment_sessions SET updated_at = updated_at - interval '6 seconds' WHERE session_id = $1`,
      [sessionId],
    );
    await second.gateway.app.get(AbandonedSessions, { strict: false }).judge();
    expect(await statusOf(sessionId)).toBe('completed');
  });
});

describe('a crowd of palms unlike any hand', () => {
  const PALMS = 50;
  let odd: Tenant;
  let known: PairedTerminal;
  let fresh: PairedTerminal;

  /** Whatever a hand shows is unlike these; the first terminal is said to have enrolled nothing else. */
  beforeAll(async () => {
    odd = await openTenant(first, 'odd');
    known = await pairTerminal(first, odd);
    fresh = await pairTerminal(first, odd, 'Back door');
    const { app, foundations } = first.gateway;
    const { organizationId, projectId } = odd;
    for (let i = 0; i < PALMS; i++) {
      const { body } = await odd.backend.post(`/v1/projects/${projectId}/members`, {});
      const code = randomBytes(TEMPLATE_BYTES).fill(0xff, MASK_OFFSET, MASK_OFFSET + MASK_BYTES);
      const samples = [{ code, quality: 0.8, atypicality: 0.9 }];
      const palm = { hand: 'left', enrollmentId: body.member_id, deviceId: known.deviceId, samples } as const;
      await foundations.database.tenantTransaction({ organizationId }, (tx) =>
        app
          .get(TemplatesService, { strict: false })
          .keep(tx, { organizationId, projectId, memberId: body.member_id }, palm),
      );
    }
    await app.get(LiveGallery, { strict: false }).follow();
  }, 60_000);

  it('draws each terminal’s own line for what it will take for a palm', async () => {
    const capture = await synthetic('nobody:left', '1');
    const said = async (terminal: PairedTerminal) =>
      (await terminal.scans([{ scan_ref: 'one', counter: 1, capture }])).body.results[0].status;
    expect(await said(known)).toBe('not_matched');
    expect(await said(fresh)).toBe('low_quality');
    const asked = await odd.backend.post(`/v1/projects/${odd.projectId}/identify`, { capture });
    expect([asked.status, asked.body.error?.code]).toEqual([422, 'low_quality']);
  });

  it('makes a terminal ask once more, and then believe what agrees', async () => {
    const { body: member } = await odd.backend.post(`/v1/projects/${odd.projectId}/members`, {});
    const order = { member_id: member.member_id, hand: 'left', captures_required: 2 };
    const { body: session } = await odd.backend.post(`/v1/devices/${fresh.deviceId}/enrollment`, order);
    let { challenge } = (await fresh.ack(session.session_id)).body;
    const answers: unknown[] = [];
    for (const seq of [1, 2, 3]) {
      const capture = await synthetic('unusual:left', String(seq));
      const { body } = await fresh.capture(session.session_id, { seq, challenge, capture });
      challenge = body.challenge;
      answers.push([body.accepted, body.reason ?? null, body.session.status]);
    }
    expect(answers).toEqual([
      [false, 'low_quality', 'active'],
      [true, null, 'active'],
      [true, null, 'completed'],
    ]);
    const kept = await first.database.query(
      'SELECT device_id, typicality > 0.4 AS measured FROM templates WHERE member_id = $1',
      [member.member_id],
    );
    expect(kept).toEqual([1, 2].map(() => ({ device_id: fresh.deviceId, measured: true })));
  });

  it('keeps a tenant’s server from enrolling one such capture alone', async () => {
    const { body: member } = await odd.backend.post(`/v1/projects/${odd.projectId}/members`, {});
    const captures = await Promise.all(['1', '2'].map((capture) => synthetic('strange:left', capture)));
    const enroll = (sent: object[]) =>
      odd.backend.post(`/v1/projects/${odd.projectId}/enroll`, {
        ...{ member_id: member.member_id, hand: 'left', captures: sent },
      });
    const alone = await enroll(captures.slice(0, 1));
    expect([alone.status, alone.body.error?.code]).toEqual([422, 'low_quality']);
    expect((await enroll(captures)).status).toBe(201);
  });
});
