/** What captures of one enrollment must be: distinct pictures of one palm that no other member has enrolled. */
import sharp from 'sharp';
import { drawPalm } from '#palm';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

type Capture = Awaited<ReturnType<typeof synthetic>>;

let gateway: TestGateway;
let acme: Tenant;
let base: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  base = `/v1/projects/${acme.projectId}`;
});
afterAll(() => gateway?.close());

const takes = (palm: string, count = 3) =>
  Promise.all(Array.from({ length: count }, (_, take) => synthetic(palm, String(take))));

async function newMember(): Promise<string> {
  return (await acme.backend.post(`${base}/members`, {})).body.member_id;
}

async function enroll(captures: Capture[], hand = 'left') {
  const member_id = await newMember();
  const declared = captures.map((capture) => ({ ...capture, hand }));
  return acme.backend.post(`${base}/enroll`, { member_id, hand, captures: declared });
}

async function pictureOf(pixels: Uint8Array): Promise<string> {
  const png = sharp(pixels, { raw: { width: 128, height: 128, channels: 1 } }).png();
  return (await png.toBuffer()).toString('base64');
}

const draw = (identity: string, capture: string) => drawPalm({ identity, capture, hand: 'left' }).pixels;

const REPEATS: [string, (picture: Buffer) => Promise<Buffer>][] = [
  ['the same bytes', (picture) => Promise.resolve(picture)],
  ['the same picture as JPEG', (picture) => sharp(picture).jpeg({ quality: 90 }).toBuffer()],
  [
    'the same picture cropped by a pixel',
    (picture) => sharp(picture).extract({ left: 1, top: 1, width: 127, height: 127 }).png().toBuffer(),
  ],
];

describe('captures sent by a server', () => {
  it.each(REPEATS)('are refused with the index of the one that repeats another: %s', async (_, repeat) => {
    const [first, second] = await takes('twice:left', 2);
    const image = (await repeat(Buffer.from(first!.image, 'base64'))).toString('base64');
    const { status, body } = await enroll([first!, second!, { ...first!, image }]);
    expect([status, body.error.code, body.error.field]).toEqual([422, 'captures_not_distinct', 'captures.2.image']);
    expect(body.error.details).toMatchObject({ index: 2 });
  });

  it.each([
    ['a blend', (one: Uint8Array, other: Uint8Array) => one.map((grey, at) => (grey + other[at]!) >> 1)],
    ['halves', (one: Uint8Array, other: Uint8Array) => one.map((grey, at) => (at % 128 < 64 ? grey : other[at]!))],
  ])('do not lead from one palm to another over %s of both', async (_, mix) => {
    const [template] = await takes('mixed:left', 1);
    const pictures = [draw('mix one', '1'), mix(draw('mix one', '2'), draw('mix two', '2')), draw('mix two', '1')];
    const images = await Promise.all(pictures.map(pictureOf));
    const { status, body } = await enroll(images.map((image) => ({ ...template!, image })));
    expect([status, body.error.code]).toEqual([422, 'inconsistent_captures']);
    expect(body.error.field).toBe(`captures.${body.error.details.index}.image`);
  });

  it('are refused by the index of the capture that cannot be used', async () => {
    const captures = await takes('dark:left');
    const black = await pictureOf(new Uint8Array(128 * 128).fill(3));
    const { status, body } = await enroll(
      captures.map((capture, at) => (at === 1 ? { ...capture, image: black } : capture)),
    );
    const { field, details } = body.error;
    expect([status, field, details.index, details.hint]).toEqual([422, 'captures.1.image', 1, 'show_hand']);
  });

  it('of a palm that another member has enrolled are refused as the other hand and mirrored', async () => {
    expect((await enroll(await takes('first owner:left'))).status).toBe(201);
    const again = await Promise.all(['7', '8', '9'].map((take) => synthetic('first owner:left', take)));
    expect((await enroll(again, 'right')).body.error?.code).toBe('duplicate_palm');
    const mirrored = await Promise.all(
      again.map(async (capture) => {
        const flipped = await sharp(Buffer.from(capture.image, 'base64')).flip().png().toBuffer();
        return { ...capture, image: flipped.toString('base64') };
      }),
    );
    expect((await enroll(mirrored, 'right')).body.error?.code).toBe('duplicate_palm');
    expect((await enroll(mirrored, 'left')).body.error?.code).toBe('duplicate_palm');
  });
});

describe('captures sent by a terminal', () => {
  it('do not count when they repeat one of the session', async () => {
    const terminal = await pairTerminal(gateway, acme);
    const order = { member_id: await newMember(), hand: 'left', captures_required: 2 };
    const { body: session } = await acme.backend.post(`/v1/devices/${terminal.deviceId}/enrollment`, order);
    let { challenge } = (await terminal.ack(session.session_id)).body;
    const answers: unknown[] = [];
    for (const [seq, take] of [
      [1, '1'],
      [2, '1'],
      [3, '2'],
    ] as const) {
      const capture = await synthetic('held:left', take);
      const { body } = await terminal.capture(session.session_id, { seq, challenge, capture });
      challenge = body.challenge;
      answers.push([body.accepted, body.reason ?? null, body.session.status]);
    }
    expect(answers).toEqual([
      [true, null, 'active'],
      [false, 'captures_not_distinct', 'active'],
      [true, null, 'completed'],
    ]);
  });
});

describe('a project that takes enrollments only with a picture of the whole hand', () => {
  const setting = (enroll_from: 'any' | 'hand') => acme.owner.patch(base, { settings: { enroll_from } });
  afterAll(() => setting('any'));

  it('refuses captures of the region alone, says what helps, and takes them once the setting is any', async () => {
    const captures = await takes('fixed sensor:left');
    expect((await setting('hand')).body.settings.enroll_from).toBe('hand');
    const { status, body } = await enroll(captures);
    expect([status, body.error.code, body.error.field]).toEqual([422, 'hand_picture_required', 'captures.2.image']);
    expect(body.error.details).toMatchObject({ index: 2, hint: 'show_hand' });
    await setting('any');
    expect((await enroll(captures)).status).toBe(201);
  });

  it('names captures of two palms before it asks for another picture', async () => {
    await setting('hand');
    const [one, two, other] = [...(await takes('strict:left', 2)), ...(await takes('strict other:left', 1))];
    expect((await enroll([one!, two!, other!])).body.error.code).toBe('inconsistent_captures');
  });
});
