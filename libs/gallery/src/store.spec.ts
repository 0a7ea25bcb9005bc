/** The store against a plain list, under any order of appending, removing and searching. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareTemplates, ENGINE_VERSION, type Hand } from '#palm';
import type { SharedMemory } from './memory.js';
import { idOf, makeCode, recapture } from './../spec/random-templates.js';
import { Search } from './search.js';
import { Store } from './store.js';
import { WorkerPool } from './worker-pool.js';

const TEMPLATES = 60;

interface Kept {
  template: number;
  owner: number;
  project: number;
  hand: Hand;
}

const memories: SharedMemory[] = [];
const pool = new WorkerPool({ workers: 2, maxQueue: 10 }, (worker) => ({ worker, memories }));
const store = new Store({ workers: 2, capacityTemplates: 200 }, ({ memory }) => {
  memories.push(memory);
  pool.addMemory(memory);
});
const probe = recapture(makeCode(7), 1, 0.2);
const distances = Array.from({ length: TEMPLATES }, (_, n) => compareTemplates(probe, makeCode(n)));
let models = 0;

const small = (max: number) => fc.nat(max);
const hand = fc.constantFrom<Hand>('left', 'right');

beforeAll(() => pool.start());
afterAll(() => pool.close());

/** A plain list beside the store, and the searches that began and have not ended. */
class StoreModel {
  readonly store = store;
  kept: Kept[] = [];
  readonly running: { search: Search; at: { project: number; hand: Hand }; before: Kept[] }[] = [];

  private readonly number = models++;

  project(one: number): string {
    return idOf('project', this.number * 2 + one);
  }

  begin(at: { project: number; hand: Hand }): void {
    const segments = this.store.select(this.project(at.project), [at.hand]);
    const before = this.kept.filter((one) => one.project === at.project && one.hand === at.hand);
    this.running.push({ search: new Search(this.store, segments, { template: probe }), at, before });
  }

  /** What was there when it began and still is, with the distances it must have. */
  async finish(): Promise<void> {
    const begun = this.running.shift();
    if (begun === undefined) return;
    const { search, before } = begun;
    const plan = search.plan('base');
    const exhaustive = { ...plan, exhaustive: true, scanned: 0, refined: 0, finalists: plan.positions };
    const request = search.request('base', exhaustive);
    if (search.templates > 0) await pool.run(request);
    const hits = request.hits();
    search.end();
    const expected = before
      .filter((one) => this.kept.includes(one))
      .map(({ template, owner }) => [idOf('template', template), idOf('owner', owner), distances[template]]);
    expect(hits.map(({ template, owner, distance }) => [template, owner, distance]).sort()).toEqual(expected.sort());
    expect(search.templates).toBe(before.length);
  }

  /** Leaves the store empty for the next. */
  async end(): Promise<void> {
    while (this.running.length > 0) await this.finish();
    for (const project of [0, 1]) this.store.removeProject(this.project(project));
    expect(this.store.templates).toBe(0);
  }

  check(): void {
    expect(this.store.templates).toBe(this.kept.length);
    for (const one of this.kept) expect(this.store.has(idOf('template', one.template))).toBe(true);
    for (const project of [0, 1]) {
      for (const side of ['left', 'right'] as const) {
        const here = this.kept.filter((one) => one.project === project && one.hand === side);
        const [segment] = this.store.select(this.project(project), [side]);
        expect(segment?.templates ?? 0).toBe(here.length);
        expect(segment?.owners ?? 0).toBe(new Set(here.map((one) => one.owner)).size);
      }
    }
  }
}

type Step = (model: StoreModel) => void | Promise<void>;

const append = fc
  .record({ template: small(TEMPLATES - 1), owner: small(8), project: small(1), hand })
  .map((one): Step => (model) => {
    const key = { project: model.project(one.project), hand: one.hand, engineVersion: ENGINE_VERSION };
    const ids = { template: idOf('template', one.template), owner: idOf('owner', one.owner) };
    model.store.append(key, ids, makeCode(one.template));
    if (!model.kept.some((other) => other.template === one.template)) model.kept.push(one);
  });
const remove = small(TEMPLATES - 1).map((template): Step => (model) => {
  const here = model.kept.some((one) => one.template === template);
  expect(model.store.remove(idOf('template', template))).toBe(here);
  model.kept = model.kept.filter((one) => one.template !== template);
});
const removeOwner = small(8).map((owner): Step => (model) => {
  const going = model.kept.filter((one) => one.owner === owner);
  expect(model.store.removeOwner(idOf('owner', owner))).toBe(going.length);
  model.kept = model.kept.filter((one) => one.owner !== owner);
});
const removeProject = small(1).map((project): Step => (model) => {
  const going = model.kept.filter((one) => one.project === project);
  expect(model.store.removeProject(model.project(project))).toBe(going.length);
  model.kept = model.kept.filter((one) => one.project !== project);
});
const begin = fc.record({ project: small(1), hand }).map(
  (at): Step =>
    (model) =>
      model.begin(at),
);
const finish = fc.constant<Step>((model) => model.finish());

describe('the store', () => {
  it('holds what a plain list would hold after any order of appends, removals and searches', async () => {
    const step = fc.oneof(
      { weight: 12, arbitrary: append },
      { weight: 4, arbitrary: remove },
      { weight: 1, arbitrary: removeOwner },
      { weight: 1, arbitrary: removeProject },
      { weight: 2, arbitrary: begin },
      { weight: 2, arbitrary: finish },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 120 }), async (steps) => {
        const model = new StoreModel();
        for (const take of steps) await take(model);
        model.check();
        await model.end();
      }),
      { numRuns: 60 },
    );
  });

  it('overwrites the bytes of a removed palm', async () => {
    const model = new StoreModel();
    const key = { project: model.project(0), hand: 'left', engineVersion: ENGINE_VERSION } as const;
    for (const n of [1, 2]) {
      model.store.append(key, { template: idOf('template', n), owner: idOf('owner', n) }, makeCode(n));
    }
    const { bytes } = model.store.extents.shards[0];
    const copies = (code: Uint8Array) => Buffer.from(bytes).includes(Buffer.from(code.subarray(0, 64)));
    expect([copies(makeCode(1)), copies(makeCode(2))]).toEqual([true, true]);
    model.store.remove(idOf('template', 1));
    expect([copies(makeCode(1)), copies(makeCode(2))]).toEqual([false, true]);
    model.store.removeProject(key.project);
    expect(copies(makeCode(2))).toBe(false);
    await model.end();
  });

  it('does not reuse the slot of a removed palm while a search may read it', async () => {
    const model = new StoreModel();
    const key = { project: model.project(0), hand: 'left', engineVersion: ENGINE_VERSION } as const;
    const put = (n: number) => {
      model.store.append(key, { template: idOf('template', n), owner: idOf('owner', n) }, makeCode(n));
      return model.store.directory.slotOf(idOf('template', n));
    };
    const slot = put(1);
    model.begin({ project: 0, hand: 'left' });
    model.store.remove(idOf('template', 1));
    expect(put(2)).not.toBe(slot);
    model.running.pop()?.search.end();
    expect(put(3)).toBe(slot);
    await model.end();
  });
});

describe('a cohort', () => {
  const PALMS = 8;
  const SAMPLES = 3;
  const project = idOf('project', 90_000);
  const store = new Store({ workers: 1, capacityTemplates: 100 }, () => undefined);
  /** Sample by sample: an owner's templates need not lie together. */
  const append = (sample: number, hand: Hand) => {
    for (let palm = 0; palm < PALMS; palm++) {
      const number = (hand === 'left' ? 0 : 50) + palm * SAMPLES + sample;
      const entry = { template: idOf('template', 90_000 + number), owner: idOf('owner', 90_000 + palm) };
      store.append({ project, hand, engineVersion: ENGINE_VERSION }, entry, makeCode(number));
    }
  };
  const codes = (max: number) => store.cohort(project, max).map((code) => Buffer.from(code));
  const firsts = (hand: number, count: number) =>
    Array.from({ length: count }, (_, palm) => Buffer.from(makeCode(hand + palm * SAMPLES)));

  it('has one template of each owner, half of either hand, and stays the same when more are appended', () => {
    for (const hand of ['left', 'right'] as const) append(0, hand);
    expect(codes(6)).toEqual([...firsts(0, 3), ...firsts(50, 3)]);
    for (const hand of ['left', 'right'] as const) for (const sample of [1, 2]) append(sample, hand);
    expect(codes(6)).toEqual([...firsts(0, 3), ...firsts(50, 3)]);
    expect(codes(100)).toEqual([...firsts(0, PALMS), ...firsts(50, PALMS)]);
  });

  it('leaves out removed owners and is empty for an unknown project', () => {
    store.removeOwner(idOf('owner', 90_000));
    expect(codes(100)).toHaveLength(2 * (PALMS - 1));
    expect(store.cohort(idOf('project', 90_001), 10)).toEqual([]);
  });
});
