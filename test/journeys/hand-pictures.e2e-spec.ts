/** Pictures of whole hands as cameras take them, and projects that want one in each enrollment. */
import sharp, { type Sharp } from 'sharp';
import { drawHandPicture, type ColourPicture } from '#palm';
import type { Answer } from '../support/client.js';
import { pairTerminal } from '../support/paired-terminal.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let project: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  project = `/v1/projects/${acme.projectId}`;
});
afterAll(() => gateway.close());

const imageOf = ({ width, height, pixels }: ColourPicture) => sharp(pixels, { raw: { width, height, channels: 3 } });
const base64 = async (picture: Sharp) => (await picture.toBuffer()).toString('base64');
const drawn = (identity: string, capture: string, turnDeg = 90) =>
  imageOf(drawHandPicture({ identity, capture, hand: 'right', turnDeg }));
const hand = async (identity: string, capture: string, turnDeg = 90) => ({
  image: await base64(drawn(identity, capture, turnDeg).jpeg({ quality: 92 })),
  kind: 'hand',
  hand: 'right',
});
const member = async () => (await acme.backend.post(`${project}/members`, { display_name: 'Ada' })).body.member_id;
/** A busy machine may not look at a picture in time, and says so: then it is sent again, as clients do. */
const patiently = async (send: () => Promise<Answer>): Promise<Answer> => {
  for (let tries = 0; ; tries++) {
    const answer = await send();
    if (answer.status !== 503 || tries === 20) return answer;
  }
};
const enroll = (body: object) => patiently(() => acme.backend.post(`${project}/enroll`, body));
const identify = (capture: object) => patiently(() => acme.backend.post(`${project}/identify`, { capture }));

describe('a picture of the whole hand', () => {
  it('enrolls and identifies a person in any orientation, as JPEG, PNG or WebP', async () => {
    const member_id = await member();
    const captures = [await hand('ada', '1'), await hand('ada', '2', 60), await hand('ada', '3', 120)];
    const enrolled = await enroll({ member_id, hand: 'right', captures });
    expect(enrolled).toMatchObject({ status: 201, body: { hint: 'none' } });
    const upsideDown = await identify({ ...(await hand('ada', '4', 270)), hand: 'unknown' });
    expect(upsideDown.body).toMatchObject({ matched: true, member_id, hand: 'right' });
    for (const image of [
      await base64(drawn('ada', '5').webp({ quality: 92 })),
      `data:image/png;base64,${(await base64(drawn('ada', '6').png())).replace(/.{76}/g, '$&\r\n')}`,
      (await base64(drawn('ada', '7').jpeg())).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      await base64(drawn('ada', '8', 0).withMetadata({ orientation: 6 }).jpeg()),
    ])
      expect((await identify({ image, kind: 'hand', hand: 'right' })).body).toMatchObject({ matched: true, member_id });
    const mirrored = await base64(drawn('ada', '9').flop().jpeg());
    expect((await identify({ image: mirrored, kind: 'hand', hand: 'right', mirrored: true })).body.matched).toBe(true);
    expect((await identify({ image: mirrored, kind: 'hand', hand: 'right' })).body.error.code).toBe('wrong_hand');
  });

  it('may have 12 megapixels and 8 MB, not more', async () => {
    const large = await base64(drawn('ada', '10').resize(4000, 3000, { fit: 'contain' }).jpeg({ quality: 80 }));
    expect((await identify({ image: large, kind: 'hand', hand: 'right' })).body.matched).toBe(true);
    const larger = await base64(drawn('ada', '10').resize(4100, 4100).jpeg({ quality: 30 }));
    expect((await identify({ image: larger, kind: 'hand', hand: 'right' })).status).toBe(413);
    expect((await identify({ image: large, kind: 'roi', hand: 'right' })).status).toBe(413);
  });
});

describe('a project that enrolls from hands', () => {
  beforeAll(async () => {
    const { status } = await acme.owner.patch(project, { settings: { enroll_from: 'hand' } });
    expect(status).toBe(200);
  });

  const region = (take: number) => ({ sandbox_palm: 'bob:right', take });

  it('wants one picture of the hand among the captures of a server', async () => {
    const roi = async (capture: string) => {
      const { drawPalm } = await import('#palm');
      const { width, height, pixels } = drawPalm({ identity: 'cyd', capture, hand: 'left' });
      const png = sharp(pixels, { raw: { width, height, channels: 1 } })
        .toColourspace('b-w')
        .png();
      return { image: await base64(png), kind: 'roi', hand: 'left' };
    };
    const member_id = await member();
    const captures = [await roi('1'), await roi('2'), await roi('3')];
    const refused = await enroll({ member_id, hand: 'left', captures });
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'hand_picture_required' } } });
    const synthetic = { member_id, hand: 'right', captures: [region(1), region(2), region(3)] };
    expect((await enroll(synthetic)).status).toBe(201);
    expect((await identify(region(4))).body).toMatchObject({ matched: true, member_id, hand: 'right' });
  });

  it('refuses the capture that would complete a session without one', async () => {
    const terminal = await pairTerminal(gateway, acme);
    const member_id = await member();
    const started = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, {
      member_id,
      hand: 'right',
      captures_required: 1,
    });
    const sessionId = started.body.session_id;
    let { challenge } = (await terminal.ack(sessionId)).body;
    const { drawPalm } = await import('#palm');
    const { width, height, pixels } = drawPalm({ identity: 'dan', capture: '1', hand: 'right' });
    const image = await base64(
      sharp(pixels, { raw: { width, height, channels: 1 } })
        .toColourspace('b-w')
        .png(),
    );
    const refused = await terminal.capture(sessionId, {
      seq: 1,
      challenge,
      capture: { image, kind: 'roi', hand: 'right' },
    });
    expect(refused.body).toMatchObject({
      accepted: false,
      reason: 'hand_picture_required',
      hint: 'show_hand',
      session: { status: 'active', progress: { captures_accepted: 0, hint: 'show_hand' } },
    });
    ({ challenge } = refused.body);
    const capture = await hand('dan', '2');
    const done = await patiently(() => terminal.capture(sessionId, { seq: 2, challenge, capture }));
    expect(done.body).toMatchObject({ accepted: true, session: { status: 'completed' } });
  });
});

describe('a synthetic palm', () => {
  it('is for sandboxes only', async () => {
    const live = await openTenant(gateway, 'live', 'production');
    const answer = await live.backend.post(`/v1/projects/${live.projectId}/identify`, {
      capture: { sandbox_palm: 'alice:left' },
    });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'sandbox_required' } } });
  });
});
