/** Any order of appending, removing and searching leaves the gallery as a plain list would be left. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareTemplates, ENGINE_VERSION, type Hand } from '#palm';
import { Crew } from './crew.js';
import type { SharedMemory } from './kernel/web-assembly.js';
import { idOf, makeCode, recapture } from './made-up-codes.js';
import { Search } from './search.js';
import { Store } from './store.js';

const TEMPLATES = 60;

interface Kept {
  template: number;
  owner: number;
  project: number;
  hand: Hand;
}

const memories: SharedMemory[] = [];
const crew = new Crew({ workers: 2, maxQueue: 10 }, (worker) => ({ worker, memories }));
const store = new Store({ workers: 2, capacityTemplates: 200 }, ({ memory }) => {
  memories.push(memory);
  crew.announce(memory);
});
const probe = recapture(makeCode(7), 1, 0.2);
const distances = Array.from({ length: TEMPLATES }, (_, n) => compareTemplates(probe, makeCode(n)));
let worlds = 0;

const small = (max: number) => fc.nat(max);
const hand = fc.constantFrom<Hand>('left', 'right');

beforeAll(() => crew.start());
afterAll(() => crew.close());

/** The list, the gallery, and the searches that began and have not ended. */
class World {
  readonly store = store;
  kept: Kept[] = [];
  readonly running: { search: Search; at: { project: number; hand: Hand }; before: Kept[] }[] = [];

  private readonly number = worlds++;

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
    const order = search.order('base');
    if (search.templates > 0) await crew.run(order);
    const found = search.templates > 0 ? order.read() : [];
    search.end();
    const expected = before
      .filter((one) => this.kept.includes(one))
      .map(({ template, owner }) => [idOf('template', template), idOf('owner', owner), distances[template]]);
    expect(found.map(({ template, owner, distance }) => [template, owner, distance]).sort()).toEqual(expected.sort());
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

type Step = (world: World) => void | Promise<void>;

const append = fc
  .record({ template: small(TEMPLATES - 1), owner: small(8), project: small(1), hand })
  .map((one): Step => (world) => {
    const key = { project: world.project(one.project), hand: one.hand, engineVersion: ENGINE_VERSION };
    const ids = { template: idOf('template', one.template), owner: idOf('owner', one.owner) };
    world.store.append(key, ids, makeCode(one.template));
    if (!world.kept.some((other) => other.template === one.template)) world.kept.push(one);
  });
const remove = small(TEMPLATES - 1).map((template): Step => (world) => {
  const here = world.kept.some((one) => one.template === template);
  expect(world.store.remove(idOf('template', template))).toBe(here);
  world.kept = world.kept.filter((one) => one.template !== template);
});
const removeOwner = small(8).map((owner): Step => (world) => {
  const going = world.kept.filter((one) => one.owner === owner);
  expect(world.store.removeOwner(idOf('owner', owner))).toBe(going.length);
  world.kept = world.kept.filter((one) => one.owner !== owner);
});
const removeProject = small(1).map((project): Step => (world) => {
  const going = world.kept.filter((one) => one.project === project);
  expect(world.store.removeProject(world.project(project))).toBe(going.length);
  world.kept = world.kept.filter((one) => one.project !== project);
});
const begin = fc.record({ project: small(1), hand }).map(
  (at): Step =>
    (world) =>
      world.begin(at),
);
const finish = fc.constant<Step>((world) => world.finish());

describe('the store', () => {
  it('is what a list of its templates would be, whatever happens in between', async () => {
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
        const world = new World();
        for (const take of steps) await take(world);
        world.check();
        await world.end();
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing of a removed palm in memory', async () => {
    const world = new World();
    const key = { project: world.project(0), hand: 'left', engineVersion: ENGINE_VERSION } as const;
    for (const n of [1, 2]) {
      world.store.append(key, { template: idOf('template', n), owner: idOf('owner', n) }, makeCode(n));
    }
    const { bytes } = world.store.extents.shards[0];
    const copies = (code: Uint8Array) => Buffer.from(bytes).includes(Buffer.from(code.subarray(0, 64)));
    expect([copies(makeCode(1)), copies(makeCode(2))]).toEqual([true, true]);
    world.store.remove(idOf('template', 1));
    expect([copies(makeCode(1)), copies(makeCode(2))]).toEqual([false, true]);
    world.store.removeProject(key.project);
    expect(copies(makeCode(2))).toBe(false);
    await world.end();
  });

  it('keeps the slot of a removed palm free as long as a search may read it', async () => {
    const world = new World();
    const key = { project: world.project(0), hand: 'left', engineVersion: ENGINE_VERSION } as const;
    const put = (n: number) => {
      world.store.append(key, { template: idOf('template', n), owner: idOf('owner', n) }, makeCode(n));
      return world.store.directory.slotOf(idOf('template', n));
    };
    const slot = put(1);
    world.begin({ project: 0, hand: 'left' });
    world.store.remove(idOf('template', 1));
    expect(put(2)).not.toBe(slot);
    world.running.pop()?.search.end();
    expect(put(3)).toBe(slot);
    await world.end();
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
  const codes = (most: number) => store.cohort(project, most).map((code) => Buffer.from(code));
  const firsts = (hand: number, count: number) =>
    Array.from({ length: count }, (_, palm) => Buffer.from(makeCode(hand + palm * SAMPLES)));

  it('has one template of each owner, half of either hand, and the same ones when more come', () => {
    for (const hand of ['left', 'right'] as const) append(0, hand);
    expect(codes(6)).toEqual([...firsts(0, 3), ...firsts(50, 3)]);
    for (const hand of ['left', 'right'] as const) for (const sample of [1, 2]) append(sample, hand);
    expect(codes(6)).toEqual([...firsts(0, 3), ...firsts(50, 3)]);
    expect(codes(100)).toEqual([...firsts(0, PALMS), ...firsts(50, PALMS)]);
  });

  it('leaves out who was removed, and is empty for an unknown project', () => {
    store.removeOwner(idOf('owner', 90_000));
    expect(codes(100)).toHaveLength(2 * (PALMS - 1));
    expect(store.cohort(idOf('project', 90_001), 10)).toEqual([]);
  });
});
