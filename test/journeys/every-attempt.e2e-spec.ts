/** Every identify, verify and enroll leaves its scan result, however it ended and however it was asked for. */
import { randomUUID } from 'node:crypto';
import type { Client } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let base: string;
let capture: Awaited<ReturnType<typeof synthetic>>;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  base = `/v1/projects/${acme.projectId}`;
  capture = await synthetic('gone:left', 'once');
});
afterAll(() => gateway?.close());

const newMember = async (): Promise<string> => (await acme.backend.post(`${base}/members`, {})).body.member_id;

/** What the newest scan says, if there is one more than before. */
async function leftBy(attempt: (backend: Client) => Promise<{ status: number }>, backend: Client, status: number) {
  const before = (await acme.backend.get(`${base}/scan-results`)).body.total;
  expect((await attempt(backend)).status).toBe(status);
  const { data, total } = (await acme.backend.get(`${base}/scan-results`)).body;
  return total === before + 1 ? `${data[0].operation} ${data[0].result}` : `${total - before} scans`;
}

describe.each([
  ['asked plainly', () => acme.backend],
  ['asked with an Idempotency-Key', () => acme.backend.with({ 'Idempotency-Key': randomUUID() })],
])('an attempt %s', (_how, backend) => {
  it('that is refused for its picture', async () => {
    const dark = { ...capture, liveness: { passed: false, method: 'test' } };
    await acme.owner.patch(base, { settings: { liveness: 'require' } });
    const member_id = await newMember();
    const identify = (by: Client) => by.post(`${base}/identify`, { capture: dark });
    expect(await leftBy(identify, backend(), 422)).toBe('identify liveness_failed');
    const verify = (by: Client) => by.post(`${base}/verify`, { member_id, capture: dark });
    expect(await leftBy(verify, backend(), 422)).toBe('verify liveness_failed');
    const enroll = (by: Client) => by.post(`${base}/enroll`, { member_id, hand: 'left', captures: [dark] });
    expect(await leftBy(enroll, backend(), 422)).toBe('enroll liveness_failed');
    await acme.owner.patch(base, { settings: { liveness: 'off' } });
  });

  it('that has no palm to be compared with', async () => {
    const member_id = await newMember();
    const verify = (by: Client) => by.post(`${base}/verify`, { member_id, capture });
    expect(await leftBy(verify, backend(), 409)).toBe('verify error');
  });

  it('that brings a palm of another person', async () => {
    const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('gone:left', n)));
    const [first, second] = [await newMember(), await newMember()];
    const enroll = (member_id: string) => (by: Client) =>
      by.post(`${base}/enroll`, { member_id, hand: 'left', captures });
    expect(await leftBy(enroll(first), backend(), 201)).toBe('enroll matched');
    expect(await leftBy(enroll(second), backend(), 409)).toBe('enroll duplicate');
    await acme.backend.delete(`${base}/members/${first}`);
  });
});

describe('the explanation of an enrollment', () => {
  const explained = async () => {
    const [newest] = (await acme.backend.get(`${base}/scan-results`)).body.data;
    return (await acme.backend.get(`/v1/scan-results/${newest.scan_id}/explain`)).body.gates;
  };
  const enroll = async (captures: object[], hand = 'left') =>
    acme.backend.post(`${base}/enroll`, { member_id: await newMember(), hand, captures });

  it('names the capture that was refused and no search that never took place', async () => {
    const refused = await enroll([{ ...capture, hand: 'right' }]);
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'wrong_hand' } } });
    expect(await explained()).toMatchObject([
      { gate: 'captures', outcome: 'failed', input: 0 },
      { gate: 'picture', outcome: 'failed', input: 'wrong_hand', explanation: 'The picture cannot be used.' },
    ]);
  });

  it('says of a duplicate that its captures agreed and whose search ended it', async () => {
    const palm = [await synthetic('again:left', 'one'), await synthetic('again:left', 'two')];
    expect((await enroll(palm)).status).toBe(201);
    expect((await enroll([await synthetic('again:left', 'three')])).status).toBe(409);
    expect(await explained()).toMatchObject([
      { gate: 'captures', outcome: 'passed' },
      { gate: 'agreement', outcome: 'passed' },
      { gate: 'duplicate_search', outcome: 'failed' },
    ]);
  });
});

it('what is stored of scans and captures holds no distance, margin or threshold', async () => {
  await acme.backend.post(`${base}/identify`, { capture: await synthetic('again:left', 'four') });
  await acme.backend.post(`${base}/identify`, { capture: await synthetic('nobody:left', 'five') });
  const traces = await gateway.database.query<{ trace: string }>('SELECT trace::text AS trace FROM scan_results');
  expect(traces.length).toBeGreaterThan(1);
  for (const { trace } of traces) expect(trace).not.toMatch(/score|margin|threshold|distance|0\.\d/);
});
