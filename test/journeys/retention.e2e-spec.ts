/** How long palms stay: as long as the person consents and comes, and not a day longer than the project says. */
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { eventually } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const DAY_MS = 86_400_000;
const CONSENT = { policy_version: '1', granted_at: '2026-01-01T00:00:00Z' };

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let base: string;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  base = `/v1/projects/${acme.projectId}`;
});
afterAll(() => gateway.close());

const captures = (palm: string) => Promise.all(['1', '2', '3'].map((n) => synthetic(palm, n)));
const settle = async (settings: object) => {
  const owner = await gateway.person('acme-owner'); // a token lives an hour, and days go by here
  expect((await owner.patch(base, { settings })).status).toBe(200);
};
const enroll = async (palm: string, facts: object = {}) => {
  const member_id = (await acme.backend.post(`${base}/members`, facts)).body.member_id as string;
  const body = { member_id, hand: 'left', captures: await captures(palm) };
  return { member_id, answer: await acme.backend.post(`${base}/enroll`, body) };
};
const identify = async (palm: string) =>
  (await acme.backend.post(`${base}/identify`, { capture: await synthetic(palm, 'later') })).body.member_id as string;
const palmsOf = async (member_id: string) =>
  (await gateway.database.query('SELECT 1 FROM templates WHERE member_id = $1', [member_id])).length;

describe('without consent', () => {
  beforeAll(() => settle({ consent_required: true }));
  afterAll(() => settle({ consent_required: false }));

  it('nothing is captured where a project requires it', async () => {
    const { member_id, answer } = await enroll('ada:left');
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'consent_required' } } });
    const terminal = await pairTerminal(gateway, { ...acme, owner: await gateway.person('acme-owner') });
    expect(await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, { member_id })).toMatchObject({
      status: 403,
      body: { error: { code: 'consent_required' } },
    });
    expect((await enroll('ada:left', { consent: CONSENT })).answer.status).toBe(201);
  });

  it('once it is withdrawn the palms are gone with the answer, and what was under way has failed', async () => {
    const { member_id, answer } = await enroll('bea:left', { consent: CONSENT });
    expect(answer.status).toBe(201);
    expect(await identify('bea:left')).toBe(member_id);
    const terminal = await pairTerminal(gateway, { ...acme, owner: await gateway.person('acme-owner') });
    const session = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, {
      member_id,
      hand: 'right',
    });
    const { challenge } = (await terminal.ack(session.body.session_id)).body;
    const capture = await synthetic('bea:right', '1');
    await terminal.capture(session.body.session_id, { seq: 1, challenge, capture });
    expect((await acme.backend.patch(`${base}/members/${member_id}`, { consent: null })).body.hands).toEqual([]);
    expect([await palmsOf(member_id), await identify('bea:left')]).toEqual([0, null]);
    expect((await acme.backend.get(`/v1/enrollment-sessions/${session.body.session_id}`)).body).toMatchObject({
      status: 'failed',
      failure_code: 'consent_withdrawn',
    });
    const left = await gateway.database.query('SELECT 1 FROM session_captures WHERE sealed IS NOT NULL');
    expect(left).toEqual([]);
  });
});

describe('the retention clock', () => {
  const afterDays = async (days: number) => {
    gateway.time.advance(days * DAY_MS);
    await new Promise((resolve) => setTimeout(resolve, 300));
  };

  it('publishes what it goes by', async () => {
    const at = `${base}/retention-policy`;
    expect((await acme.backend.get(at)).body).toMatchObject({
      templates: { retention_days: null, most_days: 1095, effective_days: 1095, counted_from: 'last_scan' },
      pictures: 'never_stored',
      scan_results_months: 36,
    });
    await settle({ retention_days: 30 });
    expect((await acme.backend.get(at)).body.templates).toMatchObject({ retention_days: 30, effective_days: 30 });
  });

  it('ends the palms of who did not come for that long, counted from the last scan', async () => {
    const { member_id: away } = await enroll('carl:left');
    const { member_id: regular } = await enroll('dora:left');
    await afterDays(20);
    expect(await identify('dora:left')).toBe(regular);
    await afterDays(11);
    await eventually(async () => (await palmsOf(away)) === 0);
    expect(await palmsOf(regular)).toBe(3);
    expect(await identify('carl:left')).toBe(null);
    expect(await identify('dora:left')).toBe(regular);
    const member = (await acme.backend.get(`${base}/members/${away}`)).body;
    expect(member).toMatchObject({ member_id: away, hands: [] }); // the person stays a member
    const [deed] = await gateway.database.query(
      `SELECT actor_id FROM audit_events WHERE action = 'member.palms_expired'`,
    );
    expect(deed).toEqual({ actor_id: 'retention clock' });
  });

  it('takes three years for the most, whatever a project chose', async () => {
    await settle({ retention_days: null });
    const { member_id } = await enroll('eve:left');
    await afterDays(1094);
    expect(await palmsOf(member_id)).toBe(3);
    await afterDays(2);
    await eventually(async () => (await palmsOf(member_id)) === 0);
  });
});
