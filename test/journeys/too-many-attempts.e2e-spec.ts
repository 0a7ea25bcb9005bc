/** Who fails too often waits, at every gateway; and nobody climbs into an identity by trying. */
import sharp from 'sharp';
import { drawPalm } from '#palm';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

type Capture = Awaited<ReturnType<typeof synthetic>>;

let first: Awaited<ReturnType<typeof startTestGateway>>;
let second: TestGateway;
let number = 0;
let other: Capture;

beforeAll(async () => {
  first = await startTestGateway({ fakeClock: true });
  second = await startTestGateway({ fakeClock: true, beside: first });
  other = await synthetic('other:left', 'one');
});
afterAll(async () => {
  await second?.close();
  await first?.close();
});

/** A tenant with one enrolled member. */
async function enrolled() {
  const name = `tenant-${++number}`;
  const acme = await openTenant(first, name);
  const base = `/v1/projects/${acme.projectId}`;
  const memberId: string = (await acme.backend.post(`${base}/members`, {})).body.member_id;
  const captures = await Promise.all(['1', '2'].map((take) => synthetic(`${name}:left`, take)));
  const enroll = await acme.backend.post(`${base}/enroll`, { member_id: memberId, hand: 'left', captures });
  expect(enroll.status).toBe(201);
  const own = await synthetic(`${name}:left`, 'own');
  const verify = (capture: Capture, point?: string, by = acme.backend) =>
    by.post(`${base}/verify`, { member_id: memberId, capture, ...(point ? { point_ref: point } : {}) });
  return { acme, base, memberId, own, verify };
}

const scansOf = async ({ acme, base }: { acme: Tenant; base: string }): Promise<number> =>
  (await acme.backend.get(`${base}/scan-results`)).body.total;
const refused = (seconds: number) => ({
  status: 429,
  body: { error: { code: 'too_many_attempts', details: { retry_after_s: seconds } } },
});
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);

describe('verify', () => {
  it('refuses the sixth attempt after five failures in a row, at the other gateway too, and leaves no scan of it', async () => {
    const tenant = await enrolled();
    for (let i = 0; i < 5; i++) expect((await tenant.verify(other)).body.verified).toBe(false);
    const scans = await scansOf(tenant);
    expect(await tenant.verify(other)).toMatchObject(refused(30));
    expect(await tenant.verify(tenant.own, undefined, tenant.acme.backend.at(second.url))).toMatchObject(refused(30));
    expect(await scansOf(tenant)).toBe(scans);
  });

  it('waits twice as long after each further failure, up to a quarter of an hour, and begins anew after a success', async () => {
    const tenant = await enrolled();
    for (let i = 0; i < 4; i++) await tenant.verify(other);
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      expect((await tenant.verify(other)).body.verified).toBe(false);
      expect(await tenant.verify(other)).toMatchObject(refused(seconds));
      first.time.advance(seconds * 1000);
    }
    expect((await tenant.verify(tenant.own)).body.verified).toBe(true);
    for (let i = 0; i < 4; i++) expect((await tenant.verify(other)).status).toBe(200);
    expect((await tenant.verify(tenant.own)).body.verified).toBe(true);
  });

  it('forgets failures after an hour of quiet', async () => {
    const tenant = await enrolled();
    for (let i = 0; i < 4; i++) await tenant.verify(other);
    first.time.advance(3_600_001);
    for (let i = 0; i < 5; i++) expect((await tenant.verify(other)).status).toBe(200);
    expect((await tenant.verify(other)).status).toBe(429);
  });

  it('judges no more than five of thirty that come at once at two gateways', async () => {
    const tenant = await enrolled();
    const there = tenant.acme.backend.at(second.url);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => tenant.verify(other, undefined, i % 2 ? there : tenant.acme.backend)),
    );
    // a busy machine answers some with 503
    expect(statuses(answers).filter((status) => status === 200).length).toBeLessThanOrEqual(5);
    expect(statuses(answers).filter((status) => status !== 429 && status !== 503 && status !== 200)).toEqual([]);
  });

  it('counts each point by itself, and fifty an hour of one key whatever the point, with a signal', async () => {
    const tenant = await enrolled();
    for (let i = 0; i < 50; i++) expect((await tenant.verify(other, `door-${i % 13}`)).status).toBe(200);
    expect(await tenant.verify(tenant.own, 'another door')).toMatchObject({ status: 429 });
    const [newest, before] = (await tenant.acme.backend.get(`${tenant.base}/scan-results`)).body.data;
    expect([newest.signals.repeated_failures, before.signals.repeated_failures]).toEqual([true, false]);
    first.time.advance(3_600_000);
    expect((await tenant.verify(tenant.own, 'another door')).body.verified).toBe(true);
  });

  it('does not count what could not be compared', async () => {
    const tenant = await enrolled();
    const { member_id } = (await tenant.acme.backend.post(`${tenant.base}/members`, {})).body;
    const verify = () => tenant.acme.backend.post(`${tenant.base}/verify`, { member_id, capture: other });
    for (let i = 0; i < 8; i++) expect((await verify()).status).toBe(409);
  });
});

describe('identify and terminal scans', () => {
  it('are taken at one a second after twenty failures in a row, until one succeeds', async () => {
    const { acme, base, own } = await enrolled();
    const identify = (capture: Capture) => acme.backend.post(`${base}/identify`, { capture });
    for (let i = 0; i < 20; i++) expect((await identify(other)).body.matched).toBe(false);
    expect(await identify(own)).toMatchObject(refused(1));
    first.time.advance(1_000);
    expect((await identify(other)).status).toBe(200);
    expect(await identify(own)).toMatchObject(refused(1));
    first.time.advance(1_000);
    expect((await identify(own)).body.matched).toBe(true);
    expect((await identify(own)).body.matched).toBe(true);
  });

  it('go on as before after five minutes of quiet', async () => {
    const { acme, base } = await enrolled();
    const identify = () => acme.backend.post(`${base}/identify`, { capture: other });
    for (let i = 0; i < 20; i++) await identify();
    first.time.advance(5 * 60_000 + 1);
    expect(statuses([await identify(), await identify()])).toEqual([200, 200]);
  });

  it('are deferred in a batch of a terminal', async () => {
    const { acme } = await enrolled();
    const terminal = await pairTerminal(first, acme);
    const images = await Promise.all(Array.from({ length: 22 }, (_, i) => synthetic(`nobody ${i}:left`, 'one')));
    const scans = images.map((capture, i) => ({ scan_ref: `scan ${i}`, counter: i + 1, capture }));
    const { body } = await terminal.scans(scans);
    const words = body.results.map(({ status }: { status: string }) => status);
    expect(words.slice(0, 20)).not.toContain('deferred');
    expect(words.slice(20)).toEqual(['deferred', 'deferred']);
    expect(body.results[21]).toMatchObject({ scan_id: null, matched: false, error: { code: 'too_many_attempts' } });
  });
});

describe('enroll', () => {
  it('is taken at one a second after twenty duplicates in a row', async () => {
    const { acme, base, own } = await enrolled();
    const member_id = (await acme.backend.post(`${base}/members`, {})).body.member_id;
    const enroll = () => acme.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures: [own] });
    for (let i = 0; i < 20; i++) expect((await enroll()).body.error.code).toBe('duplicate_palm');
    expect(await enroll()).toMatchObject(refused(1));
    first.time.advance(1_000);
    expect((await enroll()).status).toBe(409);
  });
});

/** Random strokes over a picture, kept when anything that is answered says that it came nearer. */
describe('a climb', () => {
  async function pictureOf(pixels: Uint8Array, width: number): Promise<Capture> {
    const raw = { width, height: width, channels: 1 as const };
    const png = await sharp(Buffer.from(pixels), { raw }).png().toBuffer();
    return { image: png.toString('base64'), kind: 'roi', hand: 'left' };
  }

  function stroke(pixels: Uint8Array, width: number, random: () => number): Uint8Array {
    const next = Uint8Array.from(pixels);
    const [x, y, angle, dark] = [random() * width, random() * width, random() * Math.PI, random() * 60 - 30];
    for (let t = 0; t < width / 3; t++) {
      const at = [Math.round(x + t * Math.cos(angle)), Math.round(y + t * Math.sin(angle))] as const;
      if (at.some((c) => c < 0 || c >= width)) break;
      const index = at[1] * width + at[0];
      next[index] = Math.min(255, Math.max(0, next[index]! + dark));
    }
    return next;
  }

  it('of random strokes over hours verifies nobody and is shown no way', async () => {
    const tenant = await enrolled();
    const random = seeded(7);
    const palm = drawPalm({ identity: 'climber:left', capture: 'one', hand: 'left' });
    let pixels = Uint8Array.from(palm.pixels);
    let kept = 0;
    let judged = 0;
    for (let i = 0; i < 120; i++) {
      const tried = stroke(pixels, palm.width, random);
      const answer = await tenant.verify(await pictureOf(tried, palm.width));
      if (answer.status === 429) {
        first.time.advance(answer.body.error.details.retry_after_s * 1000);
        continue;
      }
      if (answer.status !== 200) continue; // refused for its picture
      judged++;
      expect(answer.body.verified).toBe(false);
      expect(answer.body.confidence).toBeNull();
      const { text, body } = await tenant.acme.backend.get(`/v1/scan-results/${answer.body.scan_id}`);
      const explained = await tenant.acme.backend.get(`/v1/scan-results/${answer.body.scan_id}/explain`);
      expect(text + explained.text).not.toMatch(/score|margin|threshold|distance/);
      if (body.signals.near_miss || body.confidence) kept++;
      if (body.signals.near_miss || kept === 0) pixels = Uint8Array.from(tried);
    }
    expect(judged).toBeGreaterThan(20);
  });

  function seeded(seed: number): () => number {
    let state = seed;
    return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  }
});
