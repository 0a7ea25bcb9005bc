/** Work that cannot be done in time, or that nobody waits for any more, is refused or dropped before it is computed. */
import { PalmGallery } from '#gallery';
import { drawPalm, extract } from '#palm';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';

const TEMPLATES_A_JOB = 1_000;
/** At a fifth of a second each, many times the two seconds that an identification has. */
const JOBS = 100;

let gateway: TestGateway;
let acme: Tenant;
let gallery: PalmGallery;
const picture = drawPalm({ identity: 'load', capture: '1' });
const templates = new Array<Uint8Array>(TEMPLATES_A_JOB).fill(extract(drawPalm({ identity: 'other', capture: '1' })));

/** Compares a picture with many templates again and again until it is stopped. */
async function occupyMatcher(jobs: number): Promise<{ stop(): Promise<void> }> {
  const stopped = new AbortController();
  await gallery.verify(picture.pixels, templates);
  const running = Array.from({ length: jobs }, () =>
    gallery.verify(picture.pixels, templates, { signal: stopped.signal }).catch(() => undefined),
  );
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

beforeAll(async () => {
  gateway = await startTestGateway({ env: { THENAR_LOG_LEVEL: 'silent' } });
  acme = await openTenant(gateway);
  gallery = gateway.gateway.app.get(PalmGallery, { strict: false });
});
afterAll(() => gateway.close());

it('a matcher that is too far behind refuses identify, verify and enroll with 503 overloaded and says when to return', async () => {
  const base = `/v1/projects/${acme.projectId}`;
  const capture = await synthetic('busy:left', '1');
  const { member_id } = (await acme.backend.post(`${base}/members`, {})).body;
  const load = await occupyMatcher(JOBS);
  const requests = [
    ['identify', { capture }],
    ['verify', { member_id, capture }],
    ['enroll', { member_id, hand: 'left', captures: [capture] }],
  ] as const;
  for (const [name, body] of requests) {
    const answer = await acme.backend.post(`${base}/${name}`, body);
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'overloaded' } } });
    const { retry_after_s } = answer.body.error.details;
    expect(retry_after_s).toBeGreaterThan(1);
    expect(answer.headers.get('retry-after')).toBe(String(retry_after_s));
  }
  await load.stop();
  expect((await acme.backend.get(`${base}/scan-results`)).body.data).toEqual([]);
  expect((await acme.backend.post(`${base}/identify`, { capture })).status).toBe(200);
});

it('a request whose client goes away while it waits leaves the queue and no scan', async () => {
  const base = `/v1/projects/${acme.projectId}`;
  const before = (await acme.backend.get(`${base}/scan-results`)).body.total;
  const capture = await synthetic('busy:left', '2');
  const gone = new AbortController();
  const load = await occupyMatcher(3);
  const waiting = gallery.stats().queue;
  const request = fetch(`${acme.backend.url}${base}/identify`, {
    method: 'POST',
    headers: { ...acme.backend.headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ capture }),
    signal: gone.signal,
  });
  const failed = expect(request).rejects.toThrow();
  const left = new Promise<void>((resolve) => setImmediate(resolve));
  await left;
  gone.abort();
  await failed;
  await load.stop();
  expect(waiting).toBeGreaterThan(0);
  await acme.backend.post(`${base}/identify`, { capture: await synthetic('busy:left', '3') });
  expect(gallery.stats().queue).toBe(0);
  const after = (await acme.backend.get(`${base}/scan-results`)).body.total;
  expect(after - before).toBe(1);
});
