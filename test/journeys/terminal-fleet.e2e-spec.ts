/** A few terminals on very bad lines: every session ends, once, and both sides agree how. */
import { jest } from '@jest/globals';
import { checkFaults } from '../../apps/terminal/src/fleet/faults.js';
import { Fleet } from '../../apps/terminal/src/fleet/fleet.js';
import { isSuccess, summarize } from '../../apps/terminal/src/fleet/summary.js';
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** Generous: a busy machine is not what is tested here. */
jest.setTimeout(120_000);

const FAULTS = checkFaults({
  drop_request: 0.08,
  drop_answer: 0.08,
  duplicate: 0.2,
  slow_ack: 0.5,
  slow_ack_ms: [50, 300],
  clock_skew_s: [-1e9, 1e9],
  reboot_between_captures: 0.3,
  reboot_ms: [50, 200],
});

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
});
afterAll(() => gateway?.close());

function fleetOf(terminals: number, seed: number): Fleet {
  const facts = {
    base_url: gateway.url,
    organization_id: acme.organizationId,
    environment_id: acme.environmentId,
    project_id: acme.projectId,
    admin_token: acme.owner.headers.Authorization.replace('Bearer ', ''),
    api_key: acme.key,
    console_url: '',
  };
  const stop = new AbortController().signal;
  return new Fleet({ facts, terminals, sessions: terminals, concurrency: 2, faults: FAULTS, seed, stop });
}

describe('a fleet', () => {
  it('enrolls everybody through drops, duplicates, wrong clocks and reboots, and leaves nothing behind', async () => {
    const fleet = fleetOf(4, 11);
    await fleet.run();
    const summary = summarize(fleet);
    expect(summary).toMatchObject({
      terminals: 4,
      sessions: 4,
      ended: { completed: 4 },
      stuck: 0,
      disagreements: 0,
      first_error: null,
    });
    expect(isSuccess(summary)).toBe(true);
    expect(summary.reboots).toBeGreaterThan(0);
    expect(summary.fault_counts.duplicates).toBeGreaterThan(0);
    expect(summary.fault_counts.answers_dropped + summary.fault_counts.requests_dropped).toBeGreaterThan(0);
    const members = await acme.backend.get(`/v1/projects/${acme.projectId}/members`);
    expect(members.body.data).toEqual([]);
    const devices = await acme.backend.get(`/v1/projects/${acme.projectId}/devices?status=decommissioned`);
    expect(devices.body.data).toHaveLength(4);
  });
});
