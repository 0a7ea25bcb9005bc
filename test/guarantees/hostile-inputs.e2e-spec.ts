/** Whatever comes in, the answer is one of ours: refused as the contract says, never a 5xx, nothing revealed that is not meant to be. */
import { randomUUID } from 'node:crypto';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { requestText, sendRaw } from '../support/raw-http.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { bodiesOf, type HostileBody, OUR_BODIES, OUR_TYPES } from './hostile/json-bodies.js';
import { callRaw, type Operation, operationsOf, pathOf } from './hostile/operations.js';
import { Ledger, vectorsOf } from './hostile/vectors.js';

let gateway: TestGateway;
let acme: Tenant;
let operations: Operation[];

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  operations = operationsOf(gateway);
});
afterAll(() => gateway.close());

const ownIds: Record<string, () => string> = {
  organization_id: () => acme.organizationId,
  project_id: () => acme.projectId,
  environment_id: () => acme.environmentId,
};
const ownId = (name: string) => ownIds[name]?.() ?? randomUUID();

describe('NUL characters', () => {
  it('are no part of an address or a query', async () => {
    const ledger = new Ledger();
    for (const operation of operations.filter(
      ({ credentials, forTerminals }) => !forTerminals && credentials.length > 0,
    )) {
      const target = pathOf(operation, ownId);
      for (const name of operation.queryNames)
        ledger.judge(
          `${operation.template}?${name}`,
          [400, 404],
          await callRaw(gateway.url, acme, operation, { target: `${target}?${name}=%00` }),
        );
      if (operation.parameters.length > 0)
        ledger.judge(
          operation.template,
          [400, 404],
          await callRaw(gateway.url, acme, operation, { target: pathOf(operation, () => 'a%00') }),
        );
    }
    expect(ledger.findings).toEqual([]);
  });
});

describe('JSON bodies', () => {
  const bodies: HostileBody[] = [...vectorsOf('json_attacks').flatMap(bodiesOf), ...OUR_BODIES, ...OUR_TYPES];

  it('that are malformed are refused by every operation that takes one', async () => {
    const ledger = new Ledger();
    const forPeople = operations.filter((one) => one.takesBody && !one.forTerminals && one.credentials.length > 0);
    expect(forPeople.length).toBeGreaterThan(5);
    for (const [i, hostile] of bodies.entries()) {
      // the parser is one for all: each body meets two operations, and all operations are met
      const some =
        hostile.body.length > 50_000
          ? [forPeople[i % forPeople.length]!]
          : [0, 1].map((k) => forPeople[(i * 2 + k) % forPeople.length]!);
      await Promise.all(
        some.map(async (operation) => {
          const answer = await callRaw(gateway.url, acme, operation, {
            target: pathOf(operation, ownId),
            body: hostile.body,
            contentType: hostile.contentType,
          });
          // no body at all changes nothing: an edit of something that is not there says so
          const allowed = hostile.body.length === 0 ? [...hostile.allowed, 404] : hostile.allowed;
          ledger.judge(`${hostile.id} → ${operation.method} ${operation.template}`, allowed, answer);
        }),
      );
    }
    expect(ledger.findings).toEqual([]);
  });

  it('have a type, and a length that is believed before a byte is read', async () => {
    const ledger = new Ledger();
    const target = `/v1/organizations/${acme.organizationId}/api-keys`;
    const signed: [string, string][] = [['Authorization', acme.owner.headers.Authorization!]];
    const send = (...headers: [string, string][]) =>
      sendRaw(gateway.url, requestText(gateway.url, { method: 'POST', target, headers: [...signed, ...headers] }), {
        timeoutMs: 3000,
      });
    for (const length of ['10737418240', '102401', '99999999999999999999', '-1', '1e3', '0x10', '5, 5', 'abc', ''])
      ledger.judge(
        `Content-Length ${length}`,
        [400, 408, 413],
        (await send(['Content-Type', 'application/json'], ['Content-Length', length]))[0],
      );
    const twice = await send(['Content-Type', 'application/json'], ['Content-Length', '2'], ['Content-Length', '3']);
    ledger.judge('two lengths', [400], twice[0]);
    const both = await send(
      ['Content-Type', 'application/json'],
      ['Content-Length', '2'],
      ['Transfer-Encoding', 'chunked'],
    );
    ledger.judge('length and chunks', [400], both[0]);
    const untyped = requestText(gateway.url, {
      method: 'POST',
      target,
      headers: signed,
      body: Buffer.from('{"name":"x"}'),
    });
    ledger.judge('no type', [415], (await sendRaw(gateway.url, untyped))[0]);
    ledger.judge(
      'coded',
      [415],
      (await send(['Content-Type', 'application/json'], ['Content-Encoding', 'gzip'], ['Content-Length', '0']))[0],
    );
    expect(ledger.findings).toEqual([]);
  });

  it('without an object where one belongs are refused by name', async () => {
    const project = `/v1/projects/${acme.projectId}`;
    const ledger = new Ledger();
    const member_id = randomUUID();
    const capture = { image: 'AAAA', kind: 'roi', hand: 'left' };
    for (const none of [undefined, null, [], [null], 'x', 7, {}])
      for (const [path, body] of [
        ['identify', { capture: none }],
        ['verify', { member_id, capture: none }],
        ['enroll', { member_id, hand: 'left', captures: none }],
        ['enroll', { member_id, hand: 'left', captures: [capture, none] }],
        ['rules', { name: 'x', conditions: none, action: { verdict: 'block' } }],
        ['rules', { name: 'x', conditions: { operator: 'AND', rules: [none] }, action: { verdict: 'block' } }],
        ['rules', { name: 'x', conditions: { operator: 'AND', rules: [] }, action: none }],
      ] as const)
        ledger.judge(`${path} ${JSON.stringify(body)}`, [400], await acme.backend.post(`${project}/${path}`, body));
    for (const none of [[], [null], 'x', 7])
      for (const [path, body] of [
        ['members', { consent: none }],
        ['webhooks', { url: 'https://example.com/', event_types: ['enrollment.completed'], filters: none }],
        ['identify', { capture: { ...capture, liveness: none } }],
      ] as const)
        ledger.judge(`${path} ${JSON.stringify(body)}`, [400], await acme.backend.post(`${project}/${path}`, body));
    expect(ledger.findings).toEqual([]);
  });

  it('name one person, by uid or by e-mail', async () => {
    const ledger = new Ledger();
    for (const who of [{}, { uid: null }, { email: null }, { uid: null, email: null }, { uid: 'a', email: 'a@b.co' }])
      ledger.judge(
        JSON.stringify(who),
        [400],
        await acme.owner.post(`/v1/organizations/${acme.organizationId}/users`, { ...who, role: 'viewer' }),
      );
    expect(ledger.findings).toEqual([]);
  });

  it('with fields of the wrong kind are refused by name', async () => {
    const keys = `/v1/organizations/${acme.organizationId}/api-keys`;
    const lookup = `/v1/projects/${acme.projectId}/server-lookup`;
    const ledger = new Ledger();
    const allowed = (id: string) => vectorsOf('json_attacks').find((one) => one.id === id)?.expect.status ?? [400];
    for (const enabled of ['false', 1, 0, '0', null, [], {}, [true], 'true'])
      ledger.judge(`enabled ${JSON.stringify(enabled)}`, allowed('json-29'), await acme.owner.put(lookup, { enabled }));
    const dates = vectorsOf('json_attacks').find((one) => one.id === 'json-37')?.variants ?? [];
    for (const expires_at of [
      ...dates,
      '2026-02-30T00:00:00.000Z',
      'tomorrow',
      1e21,
      0,
      '',
      [],
      '2030-01-01',
      '2030-01-01T00:00:00',
      '2030-01-01T00:00:00+99:99',
      '10000-01-01T00:00:00Z',
    ])
      ledger.judge(
        `expires_at ${String(expires_at)}`,
        allowed('json-37'),
        await acme.owner.post(keys, { name: 'x', project_ids: null, expires_at }),
      );
    for (const name of ['', 'x'.repeat(201), 7, null, [], {}, ['x'], { toString: 'x' }, '\u0000', '\ud800'])
      ledger.judge(
        `name ${JSON.stringify(name)?.slice(0, 20)}`,
        [400],
        await acme.owner.post(keys, { name, project_ids: null }),
      );
    for (const project_ids of [
      '',
      [],
      {},
      [1],
      [null],
      [[]],
      'x',
      [acme.projectId, acme.projectId],
      Array.from({ length: 1001 }, () => randomUUID()),
      { length: 1 },
    ])
      ledger.judge(
        `project_ids ${JSON.stringify(project_ids).slice(0, 20)}`,
        [400],
        await acme.owner.post(keys, { name: 'x', project_ids, mode: 'test' }),
      );
    ledger.judge('nothing to change', [200, 400], await acme.owner.patch(`/v1/projects/${acme.projectId}`, {}));
    ledger.judge(
      'settings of another kind',
      [400],
      await acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: [] }),
    );
    ledger.judge(
      'a setting nobody knows',
      [400],
      await acme.owner.patch(`/v1/projects/${acme.projectId}`, { settings: { x: 1 } }),
    );
    expect(ledger.findings).toEqual([]);
  });
});
