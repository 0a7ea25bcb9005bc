/** A terminal asks whether a picture would do before it sends it: only while someone stands there, and nothing is kept. */
import sharp from 'sharp';
import { drawHand, drawHandPicture } from '#palm';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { pairTerminal, type PairedTerminal } from '../support/paired-terminal.js';
import { addMember, startEnrollment } from '../support/terminal.js';

let gateway: TestGateway;
let acme: Tenant;
let till: PairedTerminal;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true, env: { THENAR_RATE_LIMITS: 'on' } });
  acme = await openTenant(gateway);
  till = await pairTerminal(gateway, acme);
});
afterAll(() => gateway.close());

const wanted = { identity: 'check', capture: '1', hand: 'right', turnDeg: 90 } as const;
const drawn = async (moved = 0) => {
  const { width, height, pixels } = drawHandPicture({ ...wanted, moved });
  return capture(
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );
};
const capture = (png: Buffer) => ({ image: png.toString('base64'), kind: 'hand', hand: 'unknown' });
const nothing = async () =>
  capture(
    await sharp({ create: { width: 400, height: 300, channels: 3, background: '#777' } })
      .png()
      .toBuffer(),
  );
/** The limits of so many a second are real time. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1100));
const check = async (picture: object) => {
  await aSecond();
  return till.check(picture);
};
const scansOf = () => gateway.database.query('SELECT count(*) FROM scan_results');

describe('a picture is checked before it is sent', () => {
  it('is refused while nobody stands at the terminal', async () => {
    const answer = await check(await drawn());
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'capture_check_closed' } } });
  });

  it('for twenty seconds after a scan that was refused for its picture', async () => {
    const scan = { scan_ref: 'a', counter: 1, capture: await nothing() };
    let scanned = await till.scans([scan]);
    for (let tries = 0; scanned.status !== 200 && tries < 20; tries++) {
      await aSecond(); // a busy machine defers it
      scanned = await till.scans([scan]);
    }
    expect(scanned.body.results[0]).toMatchObject({ status: 'low_quality', hint: 'show_hand' });
    const before = await scansOf();
    expect(await check(await drawn())).toMatchObject({
      status: 200,
      body: { usable: true, hint: 'none', hint_text: '', hand: 'right' },
    });
    expect(await check(await nothing())).toMatchObject({
      status: 200,
      body: { usable: false, reason: 'not_a_palm', hint: 'show_hand', hand: 'unknown' },
    });
    expect(await scansOf()).toEqual(before);
    gateway.time.advance(21_000);
    expect((await check(await drawn())).status).toBe(409);
  });

  it('while a session is active, once a second, without a trace in it', async () => {
    const member = await addMember(acme, 'Checked');
    const { session_id } = await startEnrollment(acme, till.deviceId, { member_id: member });
    expect((await check(await drawn())).status).toBe(409);
    await aSecond();
    const { session } = (await till.ack(session_id)).body;
    const picture = await drawn();
    const atOnce = await Promise.all(Array.from({ length: 4 }, () => till.check(picture)));
    const usable = atOnce.filter(({ status }) => status === 200);
    expect(usable[0]?.body).toMatchObject({ usable: true, hand: 'right' });
    const tooSoon = atOnce.find(({ status }) => status === 429);
    expect(tooSoon?.body).toMatchObject({ error: { code: 'rate_limited' } });
    await aSecond();
    const again = (await till.ack(session_id)).body.session;
    expect(again).toEqual(session);
    await till.fail(session_id, { code: 'enough' });
  });

  it('says in plain words what is no picture', async () => {
    await till.scans([{ scan_ref: 'b', counter: 2, capture: await nothing() }]);
    const answer = await check({ image: 'AAAA', kind: 'hand', hand: 'unknown' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_image' } } });
  });
});

describe('a terminal with a fixed sensor', () => {
  it('is configured so, and its hands are found by their outline', async () => {
    const { width, height, pixels } = drawHand({ ...wanted, fingers: 'closed' });
    const closed = capture(
      await sharp(pixels, { raw: { width, height, channels: 1 } })
        .png()
        .toBuffer(),
    );
    const reasons: string[] = [];
    for (const sensor of ['camera', 'fixed']) {
      await acme.owner.put(`/v1/projects/${acme.projectId}/terminal-config`, { config: { capture: { sensor } } });
      await till.scans([{ scan_ref: sensor, counter: 10 + reasons.length, capture: closed }]);
      reasons.push((await check(closed)).body.reason);
    }
    // only the outline knows of fingers that touch
    expect(reasons[1]).toBe('fingers_closed');
    expect(reasons[0]).not.toBe('fingers_closed');
  });
});
