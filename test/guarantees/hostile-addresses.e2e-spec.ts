/** Ids in paths and numbers of pages that nobody means: refused, alike, and without a word about what is there. */
import { randomUUID } from 'node:crypto';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { HARMLESS_PAGES, OUR_IDS, OUR_PAGES } from './hostile/ids-and-pages.js';
import { callRaw, operationsOf, type Operation, pathOf } from './hostile/operations.js';
import { inTurns, Ledger, vectorsOf } from './hostile/vectors.js';

let gateway: TestGateway;
let acme: Tenant;
let zeta: Tenant;
let operations: Operation[];

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  zeta = await openTenant(gateway, 'zeta');
  operations = operationsOf(gateway);
});
afterAll(() => gateway.close());

const ownIds: Record<string, () => string> = {
  organization_id: () => acme.organizationId,
  project_id: () => acme.projectId,
};
const ownId = (name: string) => ownIds[name]?.() ?? randomUUID();

describe('ids in the path', () => {
  it('that cannot be are refused like those that are not', async () => {
    const ledger = new Ledger();
    const fill = (value: string) =>
      value
        .replace('{{other_project_uuid}}', zeta.projectId)
        .replace('{{uuid.upper}}', acme.projectId.toUpperCase())
        .replaceAll('{{uuid}}', acme.projectId)
        .replace('{{uuid2}}', randomUUID())
        .replace('{{uuid[:-1]}}', acme.projectId.slice(0, -1))
        .replace(/\{\{A\*(\d+)\}\}/, (_, times: string) => 'A'.repeat(Number(times)));
    const vectors = vectorsOf('ids').map((one) => ({
      id: one.id,
      value: fill(one.value!),
      allowed: one.expect.status,
    }));
    const ours = OUR_IDS.map((value) => ({
      id: `our id: ${value.slice(0, 40)}`,
      value,
      allowed: [400, 404, 405, 414],
    }));
    const withIds = operations.filter((one) => one.parameters.length > 0 && !one.forTerminals);
    await inTurns([...vectors, ...ours], async ({ id, value, allowed }, i) => {
      const spellings = /[^\x21-\x7e]| /.test(value) ? [encodeURIComponent(value)] : [value, encodeURIComponent(value)];
      const some = [withIds.find((one) => one.template === '/v1/projects/{project_id}')!, withIds[i % withIds.length]!];
      for (const spelling of new Set(spellings))
        for (const operation of some) {
          const target = pathOf(operation, (name) => (name === operation.parameters[0] ? spelling : ownId(name)));
          const body = operation.takesBody ? Buffer.from('{}') : undefined;
          ledger.judge(
            `${id} → ${operation.method} ${target.slice(0, 80)}`,
            allowed,
            await callRaw(gateway.url, acme, operation, { target, body }),
          );
        }
    });
    expect(ledger.findings).toEqual([]);
  });

  it('of others look exactly like those of nobody', async () => {
    const strip = (text: string) => text.replace(/"request_id":"[^"]+"/, '');
    const foreign = await acme.owner.get(`/v1/projects/${zeta.projectId}`);
    const nobody = await acme.owner.get(`/v1/projects/${randomUUID()}`);
    expect([foreign.status, strip(foreign.text)]).toEqual([404, strip(nobody.text)]);
    expect([...foreign.headers.keys()]).toEqual([...nobody.headers.keys()]);
    expect(foreign.text).not.toContain(zeta.projectId);
  });
});

/** Lists below a thing that this tenant does not have answer 404 before they look at a page. */
const ownsPath = (template: string) =>
  [...template.matchAll(/\{(\w+)\}/g)].every(([, name]) => ['organization_id', 'project_id'].includes(name!));

describe('pages', () => {
  it('that nobody means are refused by every list', async () => {
    const ledger = new Ledger();
    const lists = operations.filter(
      (one) =>
        one.method === 'GET' &&
        one.queryNames.includes('per_page') &&
        one.credentials.includes('firebase') &&
        ownsPath(one.template),
    );
    expect(lists.length).toBeGreaterThan(1);
    const skipped = new Set(['page-43', 'page-45']); // not about the query of a list
    const vectors = vectorsOf('pagination_attacks').filter((one) => !skipped.has(one.id));
    const flip = (query: string) => query.replace('{{cursor.flip}}', 'AZBmlVdVAbMBmJ');
    const queries = [
      ...vectors.map((one) => ({
        id: one.id,
        query: flip(one.query!),
        allowed: one.id === 'page-13' ? [400, 404] : one.expect.status,
      })),
      ...OUR_PAGES.map((query) => ({
        id: `our page: ${query.slice(0, 40)}`,
        query,
        allowed: HARMLESS_PAGES.has(query) ? [200, 400] : [400, 414],
      })),
    ];
    await inTurns(queries, async ({ id, query, allowed }, i) => {
      for (const list of new Set([lists[i % lists.length]!, lists[(i * 5 + 1) % lists.length]!])) {
        const target = `${pathOf(list, ownId)}?${query}`;
        ledger.judge(
          `${id} → ${list.template}`,
          allowed,
          await callRaw(gateway.url, acme, list, { target: target.replace(/[^\x20-\x7e]/g, encodeURIComponent) }),
        );
      }
    });
    expect(ledger.findings).toEqual([]);
  });
});
