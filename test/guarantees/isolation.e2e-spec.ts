/** No principal reads, changes or learns of another tenant's objects: tested with the application's filters, and with row-level security alone. */
import { writeFileSync } from 'node:fs';
import { RequestAuthenticator } from '#platform/access';
import type { Principal } from '../../apps/gateway/src/principal/principal.js';
import { ProjectsService } from '../../apps/gateway/src/tenancy/projects.service.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { assemble, type TestPrincipal } from './isolation/principals.js';
import { walkSockets } from './isolation/sockets.js';
import { type Report, walk } from './isolation/walk.js';
import { newTestData, plant, type TestData } from './isolation/test-data.js';

/** `npm run test:isolation` sets it: all swaps instead of one. */
const full = process.env.THENAR_TEST_ISOLATION !== undefined;
const swaps = full ? 'full' : 'short';
const patienceMs = full ? 580_000 : 180_000;

/** In the short form: one of each sort. */
const PRINCIPALS = ['P00', 'P02', 'P03', 'P04', 'P07', 'P08', 'P09', 'P15'];
const KINDS = ['P02', 'P07', 'P15'];
const some = (ids: string[]) => principals.filter(({ id }) => full || ids.includes(id));

let gateway: TestGateway;
let data: TestData;
let principals: TestPrincipal[];
const started = performance.now();
const result: Partial<Record<'walk' | 'sockets' | 'rls', Report>> = {};

beforeAll(async () => {
  gateway = await startTestGateway({ env: { THENAR_RATE_LIMITS: 'off', THENAR_LOG_LEVEL: 'silent' } });
  data = newTestData();
  await plant(gateway, data);
  principals = await assemble(gateway, data);
  await new Promise((resolve) => setTimeout(resolve, 1100)); // the ID token of P21 ends
}, patienceMs);
afterAll(() => gateway.close());

describe('tenants', () => {
  it(
    'are closed to each other as the table says',
    async () => {
      result.walk = await walk(gateway, { data, principals: some(PRINCIPALS) }, { swaps });
      expect([result.walk.undeclared, result.walk.leaks]).toEqual([[], []]);
    },
    patienceMs,
  );

  it(
    'are closed to each other on the socket too',
    async () => {
      result.sockets = await walkSockets(gateway, { data, principals });
      expect(result.sockets.leaks).toEqual([]);
    },
    patienceMs,
  );

  it(
    'are closed to each other by row-level security alone',
    async () => {
      disableApplicationFilters();
      result.rls = await walk(gateway, { data, principals: some(KINDS) }, { swaps, rlsAlone: true });
      expect(result.rls.leaks).toEqual([]);
    },
    patienceMs,
  );

  afterAll(() => {
    if (!full || !result.walk) return;
    const { undeclared } = result.walk;
    const runs = [result.walk, ...(result.sockets ? [result.sockets] : [])];
    const sum = (what: (report: Report) => number) => runs.reduce((total, report) => total + what(report), 0);
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

/** Every user counts as owner of every organization in application code; row-level security alone protects the rows. */
function disableApplicationFilters(): void {
  const authenticator = gateway.gateway.app.get(RequestAuthenticator);
  const authenticate = authenticator.authenticate.bind(authenticator);
  authenticator.authenticate = async (...asked) => widened((await authenticate(...asked)) as Principal | null);
  const projects = gateway.gateway.app.get(ProjectsService);
  const authorize = projects.authorize.bind(projects);
  projects.authorize = (tx, caller, projectId) => {
    const anyOwner = { kind: 'user', roles: new OwnerOfAll() } as unknown as Principal;
    void caller;
    return authorize(tx, anyOwner, projectId, 'read');
  };
}

class OwnerOfAll extends Map<string, 'owner'> {
  override get(): 'owner' {
    return 'owner';
  }
  override has(): boolean {
    return true;
  }
}

function widened(caller: Principal | null): Principal | null {
  if (caller?.kind !== 'user') return caller;
  return { ...caller, roles: new OwnerOfAll([...caller.roles.keys()].map((id) => [id, 'owner'])) };
}
