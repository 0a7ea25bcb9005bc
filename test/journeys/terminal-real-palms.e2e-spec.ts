/** Real skin at the terminal: twelve people enroll in one session of the collection and come back in the other. */
import { jest } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from '../../apps/terminal/src/identify.command.js';
import { pictures } from '../../apps/terminal/src/palm-source.js';
import { runTerminal } from '../../apps/terminal/src/terminal-loop.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { addMember, pairTerminal, startEnrollment, type TestTerminal } from '../support/terminal.js';

jest.setTimeout(120_000);
const COLLECTION = join(import.meta.dirname, '../../../shared/palms/tongji-dev');
const PEOPLE = 12;
const NOT_ENROLLED = 6;
const present = existsSync(COLLECTION);
if (!present) process.stderr.write('skipped: no real palms in ../shared/palms\n');

/** File names say who and when: `<palm>_s1xx.png` is the first session, `<palm>_s2xx.png` the second. */
function picturesOf(palm: string, session: 1 | 2): string[] {
  const files = readdirSync(COLLECTION).filter((file) => file.startsWith(`${palm}_s${session}`));
  return files
    .sort()
    .slice(0, 3)
    .map((file) => join(COLLECTION, file));
}

(present ? describe : describe.skip)('people with real palms', () => {
  const members = new Map<string, string>();
  const closing = new AbortController();
  let gateway: TestGateway;
  let acme: Tenant;
  let till: TestTerminal;
  let palms: string[];

  beforeAll(async () => {
    palms = [...new Set(readdirSync(COLLECTION).map((file) => file.split('_')[0]))].sort();
    gateway = await startTestGateway();
    acme = await openTenant(gateway);
    till = await pairTerminal(gateway, acme);
  });
  afterAll(async () => {
    closing.abort();
    await gateway?.close();
  });

  async function whoIs(scanId: string): Promise<string> {
    return (await acme.backend.get(`/v1/scan-results/${scanId}`)).body.member_id;
  }

  it('enroll with three captures each', async () => {
    for (const palm of palms.slice(0, PEOPLE)) {
      const memberId = await addMember(acme, palm);
      members.set(palm, memberId);
      const source = pictures(picturesOf(palm, 1), { hand: 'left' });
      const atTerminal = runTerminal({
        client: till.client,
        stop: closing.signal,
        paceMs: 0,
        once: true,
        palmFor: () => source,
      });
      await startEnrollment(acme, till.deviceId, { member_id: memberId, hand: 'left' });
      expect(await atTerminal).toMatchObject({ status: 'completed', failure_code: null });
    }
  });

  it('are known weeks later: at most one miss in 36, nobody mistaken for another person', async () => {
    let missed = 0;
    for (const [palm, memberId] of members) {
      for (const file of picturesOf(palm, 2)) {
        const answer = await identify(till.client, pictures([file], { hand: 'left' }));
        if (!answer.matched) missed++;
        else expect([palm, await whoIs(answer.scan_id!)]).toEqual([palm, memberId]);
      }
    }
    expect(missed).toBeLessThanOrEqual(1);
  });

  it('match nobody who is not enrolled', async () => {
    for (const palm of palms.slice(PEOPLE, PEOPLE + NOT_ENROLLED)) {
      for (const file of picturesOf(palm, 2)) {
        expect(await identify(till.client, pictures([file], { hand: 'left' }))).toMatchObject({ matched: false });
      }
    }
  });
});
