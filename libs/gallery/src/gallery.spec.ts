/** The gallery with real threads: what it finds, what it refuses, and what it does when a worker dies. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  compareTemplates,
  drawPalm,
  ENGINE_VERSION,
  extract,
  prepareProbe,
  measureDistance,
  measureBaseDistance,
} from '#palm';
import {
  GalleryClosedError,
  GalleryFullError,
  GalleryOverloadedError,
  GalleryWorkerError,
  PalmGallery,
  type SegmentKey,
} from './index.js';
import { idOf } from './../spec/random-templates.js';
import { ownBytes } from './gallery.js';
import type { JobInput } from './jobs.js';
import { pictureOf } from './probe-codes.js';
import type { PoolWorker, WorkerPool } from './worker-pool.js';

const PALMS = 6;
const ids = Array.from({ length: PALMS }, () => ({ template: randomUUID(), owner: randomUUID() }));
const draw = (palm: number, capture: string) => drawPalm({ identity: String(palm), capture });
const rois = ids.map((_, palm) => draw(palm, 'probe').pixels);
const templates = ids.map((_, palm) => extract(draw(palm, 'enrolled')));
const segment: SegmentKey = { project: randomUUID(), hand: 'left', engineVersion: ENGINE_VERSION };
const where = { project: segment.project, hands: ['left'] as const };

async function open(options: { workers: number; maxQueue?: number; capacityTemplates?: number }): Promise<PalmGallery> {
  const gallery = await PalmGallery.start({ capacityTemplates: 1000, ...options });
  ids.forEach((entry, palm) => gallery.append(segment, entry, templates[palm]));
  return gallery;
}

describe('a gallery of a few palms', () => {
  let gallery: PalmGallery;

  beforeAll(async () => void (gallery = await open({ workers: 2 })));
  afterAll(() => gallery.close());

  it('finds every enrolled palm and ranks the others behind it', async () => {
    for (let palm = 0; palm < PALMS; palm++) {
      const answer = await gallery.search({ roi: rois[palm] }, where);
      expect(answer.candidates[0]).toMatchObject(ids[palm]);
      expect(answer).toMatchObject({ searched: PALMS, owners: PALMS, passes: 1 });
      const probe = prepareProbe(pictureOf(rois[palm]));
      const distances = templates.map((template) => measureBaseDistance(probe, template)).sort((a, b) => a - b);
      expect(answer.candidates.map((candidate) => candidate.distance)).toEqual(distances);
    }
  });

  it('tries other poses for a non-mated probe before it reports no match', async () => {
    const nonMated = draw(99, 'probe');
    const answer = await gallery.search({ roi: nonMated.pixels }, where);
    const probe = prepareProbe(nonMated);
    expect(answer.passes).toBe(2);
    // the poses decide which few templates are compared at all of them, so another one may be nearer by a little
    const nearest = Math.min(...templates.map((template) => measureDistance(probe, template)));
    expect(answer.candidates[0].distance).toBeGreaterThanOrEqual(nearest);
    expect(answer.candidates[0].distance).toBeLessThan(nearest + 0.005);
  });

  it('searches the declared hand and project only', async () => {
    const other = { project: segment.project, hands: ['right'] as const };
    expect(await gallery.search({ roi: rois[0] }, other)).toMatchObject({ candidates: [], searched: 0, owners: 0 });
    const elsewhere = { project: randomUUID(), hands: ['left'] as const };
    expect(await gallery.search({ roi: rois[0] }, elsewhere)).toMatchObject({ candidates: [], searched: 0 });
  });

  it('searches with a stored template as the probe', async () => {
    const answer = await gallery.search({ template: extract(pictureOf(rois[3])) }, where);
    expect(answer.candidates[0]).toMatchObject(ids[3]);
  });

  it('gives the same answer with one worker and with three', async () => {
    const [one, three] = [await open({ workers: 1 }), await open({ workers: 3 })];
    for (const palm of [0, 5]) {
      const expected = await gallery.search({ roi: rois[palm] }, where);
      expect(await one.search({ roi: rois[palm] }, where)).toEqual(expected);
      expect(await three.search({ roi: rois[palm] }, where)).toEqual(expected);
    }
    await Promise.all([one.close(), three.close()]);
  });

  it('orders equal distances by template id, whatever the number of workers', async () => {
    const duplicates = Array.from({ length: 700 }, (_, i) => ({
      template: idOf('template', 700 - i),
      owner: idOf('owner', i),
    }));
    const answers = [];
    for (const workers of [1, 3]) {
      const crowded = await PalmGallery.start({ workers, capacityTemplates: 1000 });
      for (const entry of duplicates) crowded.append(segment, entry, templates[1]);
      answers.push(await crowded.search({ roi: rois[1] }, where));
      await crowded.close();
    }
    const [{ candidates }] = answers;
    expect(answers[1]).toEqual(answers[0]);
    expect(candidates.length).toBe(16);
    const named = candidates.map(({ template }) => template);
    expect(named).toEqual([...named].sort());
    expect(new Set(candidates.map(({ distance: one }) => one)).size).toBe(1);
  });

  it('extracts, verifies, compares and reads a single palm as the engine does', async () => {
    const roi = pictureOf(rois[4]);
    expect(await gallery.extract(roi.pixels)).toEqual(extract(roi));
    expect(await gallery.verify(roi.pixels, [templates[4], templates[5]])).toBe(
      measureDistance(prepareProbe(roi), templates[4]),
    );
    expect(await gallery.verify(roi.pixels, [])).toBe(1);
    const distances = [templates[1], templates[0]].map((template) => compareTemplates(templates[0], template));
    expect(await gallery.compare(templates[0], [templates[1], templates[0]])).toEqual(distances);
    expect(await gallery.readRoi(roi)).toMatchObject({ roi: roi.pixels, hand: null, refusal: null });
    const tiny = { width: 8, height: 8, pixels: new Uint8Array(64) };
    expect(await gallery.readRoi(tiny)).toMatchObject({ refusal: 'bad_dimensions', quality: 0 });
  });

  it('a picture that is part of a larger buffer is sent to a worker without the rest', async () => {
    const large = new Uint8Array(1 << 20);
    large.set(rois[0], 5);
    const part = large.subarray(5, 5 + rois[0].length);
    expect(ownBytes(part)).toEqual(rois[0]);
    expect(ownBytes(part).buffer.byteLength).toBe(rois[0].length);
    expect(await gallery.search({ roi: part }, where)).toEqual(await gallery.search({ roi: rois[0] }, where));
  });

  it('refuses with a RangeError what is neither a probe nor a template', async () => {
    expect(() => gallery.append(segment, ids[0], new Uint8Array(7))).toThrow(RangeError);
    expect(() => gallery.append({ ...segment, engineVersion: 99 }, ids[0], templates[0])).toThrow(RangeError);
    expect(() => gallery.append(segment, { template: 'x', owner: 'y' }, templates[0])).toThrow(RangeError);
    await expect(gallery.search({}, where)).rejects.toThrow(RangeError);
    await expect(gallery.search({ roi: new Uint8Array(5) }, where)).rejects.toThrow(RangeError);
  });
});

describe('a gallery that changes', () => {
  let gallery: PalmGallery;

  beforeAll(async () => void (gallery = await open({ workers: 1, capacityTemplates: PALMS + 1 })));
  afterAll(() => gallery.close());

  it('a removed palm is not found by the next search and is found again once appended', async () => {
    expect(gallery.remove(ids[2].template)).toBe(true);
    expect(gallery.remove(ids[2].template)).toBe(false);
    expect(gallery.has(ids[2].template)).toBe(false);
    const without = await gallery.search({ roi: rois[2] }, where);
    expect(without.candidates.map((candidate) => candidate.owner)).not.toContain(ids[2].owner);
    gallery.append(segment, ids[2], templates[2]);
    expect((await gallery.search({ roi: rois[2] }, where)).candidates[0]).toMatchObject(ids[2]);
  });

  it('a search reports no palm that was removed or appended while it ran', async () => {
    const running = gallery.search({ roi: rois[2] }, where);
    gallery.remove(ids[2].template);
    const late = { template: randomUUID(), owner: randomUUID() };
    gallery.append(segment, late, templates[2]);
    const owners = (await running).candidates.map((candidate) => candidate.owner);
    expect(owners).not.toContain(ids[2].owner);
    expect(owners).not.toContain(late.owner);
    expect((await gallery.search({ roi: rois[2] }, where)).candidates[0]).toMatchObject(late);
    expect(gallery.removeOwner(late.owner)).toBe(1);
    gallery.append(segment, ids[2], templates[2]);
  });

  it('an append beyond the capacity is refused with GalleryFullError', () => {
    gallery.append(segment, { template: randomUUID(), owner: ids[0].owner }, templates[0]);
    const more = { template: randomUUID(), owner: ids[0].owner };
    expect(() => gallery.append(segment, more, templates[0])).toThrow(GalleryFullError);
    expect(gallery.stats()).toMatchObject({ templates: PALMS + 1, segments: 1, queue: 0, workers: 1 });
  });

  it('a removed project leaves no template behind', async () => {
    expect(gallery.removeProject(segment.project)).toBe(PALMS + 1);
    expect(gallery.stats()).toMatchObject({ templates: 0, segments: 0 });
    expect(await gallery.search({ roi: rois[0] }, where)).toMatchObject({ candidates: [], searched: 0 });
  });
});

describe('a gallery whose workers fail or whose callers give up', () => {
  const poolOf = (gallery: PalmGallery) => (gallery as unknown as { pool: WorkerPool }).pool;
  const poison = { kind: 'extract', input: {} } as unknown as JobInput;

  it('a job beyond the queue limit is refused with GalleryOverloadedError', async () => {
    const gallery = await open({ workers: 1, maxQueue: 2 });
    const jobs = [0, 1, 2, 3].map((palm) => gallery.extract(rois[palm]));
    const outcomes = await Promise.allSettled(jobs);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: expect.any(GalleryOverloadedError) });
    await gallery.close();
  });

  it('a worker that dies is replaced and its job is tried once more', async () => {
    const gallery = await open({ workers: 2 });
    await expect(poolOf(gallery).run({ kind: 'extract', make: () => poison })).rejects.toThrow(GalleryWorkerError);
    const search = gallery.search({ roi: rois[1] }, where);
    expect((await search).candidates[0]).toMatchObject(ids[1]);
    await gallery.close();
  });

  it('a search finishes although a worker on it dies', async () => {
    const gallery = await open({ workers: 2 });
    const searches = [0, 1, 2, 3].map((palm) => gallery.search({ roi: rois[palm] }, where));
    const { workers } = poolOf(gallery) as unknown as { workers: PoolWorker[] };
    await workers[0].terminate();
    const answers = await Promise.all(searches);
    answers.forEach(({ candidates }, palm) => expect(candidates[0]).toMatchObject(ids[palm]));
    await gallery.close();
  });

  it('a caller can abort a search that waits and one that runs', async () => {
    const gallery = await open({ workers: 1 });
    const controllers = [new AbortController(), new AbortController()];
    const searches = controllers.map(({ signal }) => gallery.search({ roi: rois[0] }, where, { signal }));
    controllers.forEach((controller) => controller.abort(new Error('enough')));
    await Promise.all(searches.map((search) => expect(search).rejects.toThrow('enough')));
    expect((await gallery.search({ roi: rois[0] }, where)).candidates[0]).toMatchObject(ids[0]);
    await gallery.close();
  });

  it('a job of low priority leaves a worker free for others', async () => {
    const gallery = await open({ workers: 2 });
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const low = { priority: 'low' } as const;
    const checks = [0, 1, 2].map((palm) => gallery.extract(rois[palm], low).then(note('low')));
    const wanted = [3, 4, 5].map((palm) => gallery.extract(rois[palm]).then(note('normal')));
    await Promise.all([...checks, ...wanted]);
    expect(order.slice(-2)).toEqual(['low', 'low']);
    expect(gallery.expectedWaitMs).toBe(0);
    await gallery.close();
  });

  it('jobs that are left at close are refused with GalleryClosedError', async () => {
    const gallery = await open({ workers: 1 });
    const jobs = [0, 1].map((palm) => gallery.extract(rois[palm]));
    const closed = Promise.all(jobs.map((job) => expect(job).rejects.toThrow(GalleryClosedError)));
    await gallery.close();
    await closed;
    await expect(gallery.extract(rois[0])).rejects.toThrow(GalleryClosedError);
  });
});
