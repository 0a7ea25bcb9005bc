/** A palm that was destroyed is never anybody again, on no gateway. */
import { startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { eventually } from '../support/receiver.js';
import { openTenant } from '../support/tenant.js';

/** A thousand by `npm run test:races`. */
const PROBES = process.env.THENAR_TEST_RACES === 'full' ? 1_000 : 40;
const AT_ONCE = 8;

it('none of many probes after a deletion identifies, whichever of two gateways is asked', async () => {
  const gateway = await startTestGateway();
  const second = await startTestGateway({ beside: gateway });
  try {
    const acme = await openTenant(gateway);
    const base = `/v1/projects/${acme.projectId}`;
    const member_id = (await acme.backend.post(`${base}/members`, {})).body.member_id;
    const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('gone:left', n)));
    await acme.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures });
    const capture = await synthetic('gone:left', 'later');
    const gateways = [acme.backend, acme.backend.at(second.url)];
    for (const gateway of gateways) {
      let found = null; // the second one follows by notice
      for (let tries = 0; found === null && tries < 100; tries++)
        found = (await gateway.post(`${base}/identify`, { capture })).body.member_id;
      expect(found).toBe(member_id);
    }
    expect((await acme.backend.delete(`${base}/members/${member_id}`)).status).toBe(200);
    let asked = 0;
    const answers: unknown[] = [];
    const ask = async () => {
      while (asked < PROBES) {
        const gateway = gateways[asked++ % 2]!;
        const { status, body } = await gateway.post(`${base}/identify`, { capture });
        answers.push(status === 200 ? body.member_id : status);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    expect(answers.filter((answer) => answer === member_id)).toEqual([]);
    // after twenty failures in a row the others have to slow down
    expect(answers.filter((answer) => answer !== null && answer !== 429)).toEqual([]);
    expect(answers.filter((answer) => answer === null).length).toBeGreaterThanOrEqual(20);
    const keys = await gateway.database.query('SELECT 1 FROM member_keys WHERE member_id = $1', [member_id]);
    expect(keys).toEqual([]);
  } finally {
    await second.close();
    await gateway.close();
  }
});

it('a palm that another gateway destroyed identifies and verifies nobody, though no word of it has come', async () => {
  const gateway = await startTestGateway();
  try {
    const acme = await openTenant(gateway);
    const base = `/v1/projects/${acme.projectId}`;
    const member_id = (await acme.backend.post(`${base}/members`, {})).body.member_id;
    const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('gone:left', n)));
    const enrolled = await acme.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures });
    expect(enrolled).toMatchObject({ status: 201 });
    const capture = await synthetic('gone:left', 'later');
    await eventually(async () => {
      const { body } = await acme.backend.post(`${base}/identify`, { capture });
      return body.member_id === member_id || JSON.stringify(body); // memory follows by notice
    });
    // what a withdrawal leaves in the database, without the marks that galleries follow
    await gateway.database.query('DELETE FROM templates WHERE member_id = $1', [member_id]);
    await gateway.database.query('DELETE FROM member_keys WHERE member_id = $1', [member_id]);
    await gateway.database.query(`UPDATE members SET hands = '{}', consent = NULL WHERE member_id = $1`, [member_id]);
    const identified = await acme.backend.post(`${base}/identify`, { capture });
    expect(identified).toMatchObject({ status: 200, body: { matched: false, member_id: null, confidence: null } });
    const verified = await acme.backend.post(`${base}/verify`, { member_id, capture });
    expect(verified).toMatchObject({ status: 409, body: { error: { code: 'not_enrolled' } } });
  } finally {
    await gateway.close();
  }
});
