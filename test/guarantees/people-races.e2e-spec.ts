/** Whoever was about to write about a person while the person, or a palm, goes: held back until it is gone, and then refused. */
import pg from 'pg';
import type { Answer } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { eventually } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let base: string;
let capture: object;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  base = `/v1/projects/${acme.projectId}`;
  capture = await synthetic('gone:left', 'later');
});
afterAll(() => gateway?.close());

async function newMember(): Promise<string> {
  const { member_id } = (await acme.backend.post(`${base}/members`, {})).body;
  const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('gone:left', n)));
  const enrolled = await acme.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures });
  expect(enrolled).toMatchObject({ status: 201 });
  return member_id;
}

/** The member is held, as a deletion or a withdrawal holds it; a request comes; then the rest of the deed is done. */
async function during(memberId: string, deeds: string[], request: () => Promise<Answer>): Promise<Answer> {
  const another = new pg.Client({ connectionString: gateway.database.url });
  await another.connect();
  try {
    await another.query('BEGIN');
    await another.query('SELECT 1 FROM members WHERE member_id = $1 FOR UPDATE', [memberId]);
    const answer = request();
    await eventually(async () => {
      const { rows } = await another.query(
        'SELECT 1 FROM pg_locks WHERE NOT granted AND $1 = ANY (pg_blocking_pids(pid))',
        [(another as unknown as { processID: number }).processID],
      );
      return rows.length > 0 || 'nobody waits for the member';
    });
    for (const deed of deeds) await another.query(deed, [memberId]);
    await another.query('COMMIT');
    return await answer;
  } finally {
    await another.end();
  }
}

const PALMS_GO = [
  'DELETE FROM templates WHERE member_id = $1',
  'DELETE FROM member_keys WHERE member_id = $1',
  `UPDATE members SET hands = '{}' WHERE member_id = $1`,
];
const PERSON_GOES = [...PALMS_GO, 'DELETE FROM members WHERE member_id = $1'];

it('nobody is verified by a palm that was destroyed while the capture was looked at', async () => {
  const member_id = await newMember();
  const answer = await during(member_id, PALMS_GO, () => acme.backend.post(`${base}/verify`, { member_id, capture }));
  expect(answer).toMatchObject({ status: 409, body: { error: { code: 'not_enrolled' } } });
  await acme.backend.delete(`${base}/members/${member_id}`);
});

it('a transaction on the tenant’s word names nobody who is being erased', async () => {
  const member_id = await newMember();
  const answer = await during(member_id, PERSON_GOES, () =>
    acme.backend.post(`${base}/transactions`, { type: 'custom', member_id, reference: 'for the person' }),
  );
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  expect(await gateway.database.query('SELECT 1 FROM transactions WHERE member_id = $1', [member_id])).toEqual([]);
});
