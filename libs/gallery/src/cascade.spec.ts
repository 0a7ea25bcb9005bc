/** What the cascade answers, held against comparing every template. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENGINE_VERSION, TEMPLATE_BYTES } from '#palm';
import type { StagePlan } from './jobs.js';
import type { SharedMemory } from './memory.js';
import { idOf, makeCode, recapture } from './../spec/random-templates.js';
import { Search } from './search.js';
import { Store } from './store.js';
import { WorkerPool } from './worker-pool.js';

const GALLERIES = 200;
const memories: SharedMemory[] = [];
const pool = new WorkerPool({ workers: 2, maxQueue: 10 }, (worker) => ({ worker, memories }));
const store = new Store({ workers: 2, capacityTemplates: 40_000 }, ({ memory }) => {
  memories.push(memory);
  pool.addMemory(memory);
});

beforeAll(() => pool.start());
afterAll(() => pool.close());

/** A project of its own; template i of gallery g has number 10,000·g + i. */
function fill(gallery: number, codes: Uint8Array[]): void {
  const segment = { project: idOf('project', gallery), hand: 'left', engineVersion: ENGINE_VERSION } as const;
  codes.forEach((code, i) => {
    const number = gallery * 10_000 + i;
    store.append(segment, { template: idOf('template', number), owner: idOf('owner', number) }, code);
  });
}

/** Hits with their distances, best first; by the plan given, or as the gallery would. */
async function search(gallery: number, probe: Uint8Array, plan: Partial<StagePlan> = {}) {
  const begun = new Search(store, store.select(idOf('project', gallery), ['left']), { template: probe });
  const request = begun.request('base', { ...begun.plan('base'), ...plan });
  await pool.run(request);
  const found = request.hits().map(({ template, distance }) => ({ template, distance }));
  begun.end();
  return found.sort((a, b) => a.distance - b.distance || (a.template < b.template ? -1 : 1));
}

describe('the cascade', () => {
  it(`answers as an exhaustive search does in ${GALLERIES} galleries, whenever it kept the mated template`, async () => {
    let kept = 0;
    for (let gallery = 0; gallery < GALLERIES; gallery++) {
      const size = 1 + ((gallery * 37) % 70);
      const mated = (gallery * 53) % size;
      const codes = Array.from({ length: size }, (_, i) => makeCode(gallery * 1000 + i));
      fill(gallery, codes);
      const probe = recapture(codes[mated], gallery, 0.1 + 0.002 * (gallery % 100));
      const all = await search(gallery, probe, { exhaustive: true, scanned: 0, refined: 0, finalists: size });
      expect(all.length).toBe(size);
      const found = await search(gallery, probe, { exhaustive: false, scanned: 20, refined: 10, finalists: 5 });
      expect(all).toEqual(expect.arrayContaining(found));
      if (!found.some(({ template }) => template === all[0].template)) continue;
      kept++;
      expect(found[0]).toEqual(all[0]);
    }
    expect(kept).toBeGreaterThan(0.9 * GALLERIES);
  });

  it('finds the mated template among two thousand and compares at most sixteen elastically', async () => {
    const codes = Array.from({ length: 2000 }, (_, i) => makeCode(i));
    fill(GALLERIES, codes);
    for (const mated of [0, 31, 32, 1023, 1999]) {
      const found = await search(GALLERIES, recapture(codes[mated], mated, 0.2));
      expect(found[0].template).toBe(idOf('template', GALLERIES * 10_000 + mated));
      expect(found.length).toBeLessThanOrEqual(16);
    }
  });

  it('a search never reports a slot that holds no template', async () => {
    const gallery = GALLERIES + 1;
    fill(
      gallery,
      Array.from({ length: 600 }, (_, i) => makeCode(i)),
    );
    const left = Array.from({ length: 600 }, (_, i) => idOf('template', gallery * 10_000 + i)).filter((id, i) => {
      return i % 50 === 0 || !store.remove(id);
    });
    const plan = { exhaustive: false, scanned: 500, refined: 100, finalists: 50 };
    const found = await search(gallery, new Uint8Array(TEMPLATE_BYTES), plan);
    expect(found.map(({ template }) => template).sort()).toEqual(left);
  });
});
