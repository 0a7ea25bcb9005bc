/** Nobody reads, changes or even notices what belongs to others; by the application's own filters, and by row-level security alone. */
import { writeFileSync } from 'node:fs';
import { Gatekeeper } from '#platform/access';
import type { Caller } from '../../apps/gateway/src/tenancy/caller.js';
import { ProjectsService } from '../../apps/gateway/src/tenancy/projects.service.js';
import { type House, openHouse } from '../support/house.js';
import { assemble, type Principal } from './isolation/principals.js';
import { walkSockets } from './isolation/sockets.js';
import { type Report, walk } from './isolation/walk.js';
import { newWorld, plant, type World } from './isolation/world.js';

/** `npm run test:isolation` sets it: all swaps instead of one. */
const full = process.env.THENAR_TEST_ISOLATION !== undefined;
const swaps = full ? 'full' : 'short';
const patienceMs = full ? 580_000 : 180_000;

/** In the short form: one of each sort. */
const DOORS = ['P00', 'P02', 'P03', 'P04', 'P07', 'P08', 'P09', 'P15'];
const KINDS = ['P02', 'P07', 'P15'];
const some = (ids: string[]) => principals.filter(({ id }) => full || ids.includes(id));

let house: House;
let world: World;
let principals: Principal[];
const started = performance.now();
const result: Partial<Record<'walk' | 'sockets' | 'rls', Report>> = {};

beforeAll(async () => {
  house = await openHouse({ env: { THENAR_RATE_LIMITS: 'off', THENAR_LOG_LEVEL: 'silent' } });
  world = newWorld();
  await plant(house, world);
  principals = await assemble(house, world);
  await new Promise((resolve) => setTimeout(resolve, 1100)); // the ID token of P21 ends
}, patienceMs);
afterAll(() => house.close());

describe('tenants', () => {
  it(
    'are closed to each other as the table says',
    async () => {
      result.walk = await walk(house, { world, principals: some(DOORS) }, { swaps });
      expect([result.walk.undeclared, result.walk.leaks]).toEqual([[], []]);
    },
    patienceMs,
  );

  it(
    'are closed to each other on the socket too',
    async () => {
      result.sockets = await walkSockets(house, { world, principals });
      expect(result.sockets.leaks).toEqual([]);
    },
    patienceMs,
  );

  it(
    'are closed to each other by row-level security alone',
    async () => {
      forgetTheFilters();
      result.rls = await walk(house, { world, principals: some(KINDS) }, { swaps, rlsAlone: true });
      expect(result.rls.leaks).toEqual([]);
    },
    patienceMs,
  );

  afterAll(() => {
    if (!full || !result.walk) return;
    const { undeclared } = result.walk;
    const walls = [result.walk, ...(result.sockets ? [result.sockets] : [])];
    const sum = (what: (report: Report) => number) => walls.reduce((total, report) => total + what(report), 0);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const line = {
      operations: sum(({ operations }) => operations),
      principals: principals.length,
      requests: sum(({ requests }) => requests) + (result.rls?.requests ?? 0),
      leaks: sum(({ leaks }) => leaks.length),
      undeclared: undeclared.length,
      rls_only_leaks: result.rls?.leaks.length ?? null,
      seconds,
    };
    writeFileSync(process.env.THENAR_TEST_ISOLATION!, JSON.stringify(line));
  });
});

/** Everybody is owner of everything as far as the application can tell; the transaction still sees their organizations alone. */
function forgetTheFilters(): void {
  const door = house.gateway.app.get(Gatekeeper);
  const admit = door.admit.bind(door);
  door.admit = async (...asked) => widened((await admit(...asked)) as Caller | null);
  const projects = house.gateway.app.get(ProjectsService);
  const reach = projects.reach.bind(projects);
  projects.reach = (tx, caller, projectId) => {
    const anybody = { kind: 'user', roles: new Everywhere() } as unknown as Caller;
    void caller;
    return reach(tx, anybody, projectId, 'see');
  };
}

class Everywhere extends Map<string, 'owner'> {
  override get(): 'owner' {
    return 'owner';
  }
  override has(): boolean {
    return true;
  }
}

function widened(caller: Caller | null): Caller | null {
  if (caller?.kind !== 'user') return caller;
  return { ...caller, roles: new Everywhere([...caller.roles.keys()].map((id) => [id, 'owner'])) };
}
