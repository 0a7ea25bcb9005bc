/** Things that happen at the same moment: exactly one of them wins, and nothing is left between. */
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import type { Answer } from '../support/client.js';
import { startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, PairedTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
}, 30_000);
if (process.env.THENAR_TEST_RACES !== undefined) jest.setTimeout(1_800_000);
afterAll(() => gateway.close());

const newMember = async (): Promise<string> =>
  (await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' })).body.member_id;
/** A backend tries again while the gateway says that it is busy (a loaded test machine). */
async function stubborn(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (answer.status !== 503 || tries > 20) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
/** Rounds of the whole form, `npm run test:races`; one in the suite. */
const full = process.env.THENAR_TEST_RACES !== undefined;
const [CODE_ROUNDS, START_ROUNDS, CANCEL_ROUNDS] = full ? [200, 20, 1_000] : [1, 1, 5];
const count = (statuses: number[], status: number) => statuses.filter((s) => s === status).length;

describe('at the same moment', () => {
  it(`50 completions of one code make one device, ${CODE_ROUNDS} times`, async () => {
    for (let round = 0; round < CODE_ROUNDS; round++) await race();
    const list = await acme.backend.get(`/v1/projects/${acme.projectId}/devices?per_page=10`);
    expect(list.body.total).toBe(CODE_ROUNDS);
  });

  async function race(): Promise<void> {
    const terminal = await PairedTerminal.withNewKey(gateway.url);
    const { body } = await terminal.register();
    const claims = await Promise.all(
      Array.from({ length: 50 }, () =>
        stubborn(() =>
          acme.owner.post(`/v1/projects/${acme.projectId}/devices`, { registration_code: body.registration_code }),
        ),
      ),
    );
    const statuses = claims.map((claim) => claim.status);
    expect([count(statuses, 201), count(statuses, 409)]).toEqual([1, 49]);
  }

  it(`50 starts on one device make one session, ${START_ROUNDS} times`, async () => {
    for (let round = 0; round < START_ROUNDS; round++) await raceToStart();
  });

  async function raceToStart(): Promise<void> {
    const terminal = await pairTerminal(gateway, acme);
    const memberId = await newMember();
    const starts = await Promise.all(
      Array.from({ length: 50 }, () =>
        stubborn(() => acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, { member_id: memberId })),
      ),
    );
    const statuses = starts.map((start) => start.status);
    expect([count(statuses, 201), count(statuses, 409)]).toEqual([1, 49]);
    const winner = starts.find((start) => start.status === 201)!;
    for (const loser of starts.filter((start) => start.status === 409))
      expect(loser.body.error).toMatchObject({
        code: 'device_busy',
        details: { active_session_id: winner.body.session_id },
      });
  }

  it('one palm for two members is kept for one of them', async () => {
    const members = [await newMember(), await newMember()];
    const captures = await Promise.all(['1', '2', '3'].map((capture) => synthetic('duplicate:left', capture)));
    const enrolled = await Promise.all(
      members.map((member_id) =>
        acme.backend.post(`/v1/projects/${acme.projectId}/enroll`, { member_id, hand: 'left', captures }),
      ),
    );
    expect(enrolled.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(enrolled.find((answer) => answer.status === 409)!.body.error.code).toBe('duplicate_palm');
  });

  it(`a cancel and the last capture: one of them wins, and the palm is kept only if the capture did, ${CANCEL_ROUNDS} times`, async () => {
    const terminal = await pairTerminal(gateway, acme);
    for (let round = 0; round < CANCEL_ROUNDS; round++) {
      const memberId = await newMember();
      const path = `/v1/devices/${terminal.deviceId}/enrollment`;
      const { body } = await acme.backend.post(path, { member_id: memberId, hand: 'left', captures_required: 1 });
      const ack = await terminal.ack(body.session_id);
      const capture = await synthetic(`racer-${round}:left`, '1');
      const [sent, cancelled] = await Promise.all([
        terminal.capture(body.session_id, { seq: 1, challenge: ack.body.challenge, capture }),
        new Promise((resolve) => setTimeout(resolve, (round % 5) * 12)).then(() =>
          acme.backend.delete(`${path}?session_id=${body.session_id}`),
        ),
      ]);
      const final = (await acme.backend.get(`/v1/enrollment-sessions/${body.session_id}`)).body.status;
      const templates = await acme.backend.get(`/v1/projects/${acme.projectId}/members/${memberId}/templates`);
      expect([200, 409]).toContain(sent.status);
      expect(cancelled.status).toBe(final === 'cancelled' ? 200 : 409);
      expect(templates.body.data).toHaveLength(final === 'completed' ? 1 : 0);
    }
  });

  it.each([
    ['guesser', (): Record<string, string> => ({})],
    ['keyed-guesser', () => ({ 'Idempotency-Key': randomUUID() })],
  ])('a wrong code five times shuts the caller out, also from the right one (%s)', async (name, headers) => {
    const terminal = await PairedTerminal.withNewKey(gateway.url);
    const { body } = await terminal.register();
    const guesser = await openTenant(gateway, name);
    const complete = (code: string) =>
      guesser.owner.with(headers()).post(`/v1/projects/${guesser.projectId}/devices`, { registration_code: code });
    for (let i = 0; i < 5; i++)
      expect((await complete('BBBB-BBBB')).body.error.code).toBe('registration_code_not_found');
    expect(await complete(body.registration_code)).toMatchObject({
      status: 429,
      body: { error: { code: 'too_many_attempts' } },
    });
  });
});
