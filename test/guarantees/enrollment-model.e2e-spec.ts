/**
 * Enrollment in every order that chance can think of, at two gateways: states only move as the table says, a device has one
 * session at most, nothing outlives its deadline, every poll ends with the truth. `npm run test:model` runs it a thousand times.
 */
import { jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import type { World } from './enrollment-model/acts.js';
import { commands } from './enrollment-model/commands.js';
import { checkHistory, checkParked, checkRows, keepHistory } from './enrollment-model/laws.js';
import { type Model, settle } from './enrollment-model/model.js';
import { PALMS, Palms } from './enrollment-model/palms.js';
import type { Driver } from './enrollment-model/driver.js';
import { ProcessesDriver } from './enrollment-model/processes-driver.js';
import { ServicesDriver } from './enrollment-model/services-driver.js';

interface Asked {
  runs?: number;
  seed?: number;
  /** Real processes and a restart by kill -9, instead of services in this one. */
  processes?: boolean;
  /** Where to write what was seen. */
  report?: string;
}
const asked = JSON.parse(process.env.THENAR_TEST_MODEL ?? '{}') as Asked;
const RUNS = asked.runs ?? 15;
const SEED = asked.seed ?? 1;
/** Where time is real too, what chance adds up to stays well away from any deadline: a slow run must not cross one. */
const TIMES = asked.processes
  ? { waysMs: [61_000, 121_000, 301_000], expiresInS: [120, 600] }
  : { waysMs: [1_000, 20_000, 31_000, 61_000, 130_000], expiresInS: [30, 120, 300] };
const PAST_EVERYTHING_MS = 601_000;
/** Long enough that a poll parked at the start of a run is still waiting at its end. */
jest.setTimeout(asked.runs === undefined ? 240_000 : 3_600_000);

let driver: Driver & { close(): Promise<void>; slowestEndMs?: number };
let palms: Palms;

beforeAll(async () => {
  driver = asked.processes ? await ProcessesDriver.open() : await ServicesDriver.open();
  palms = await Palms.draw();
  await keepHistory(driver);
}, 120_000);
afterAll(() => driver?.close());

async function fresh(): Promise<Model> {
  const devices = await Promise.all([driver.pair(), driver.pair()]);
  const members = await Promise.all(Array.from({ length: PALMS }, () => driver.member()));
  return {
    devices: devices.map((id) => ({ id, enabled: true, sessions: [] })),
    members: members.map((id, palm) => ({ id, palm, alive: true, enrolled: null })),
    ...{ parked: [], restarts: 0 },
  };
}

/** Nothing of a run reaches the next: palms go with their members, and nobody waits any more. */
async function clearUp(model: Model): Promise<void> {
  for (const device of model.devices) await driver.enable(0, device.id, false);
  await checkParked(model, true);
  for (const { id, alive } of model.members) if (alive) await driver.deleteMember(0, id);
}

it(`holds its laws in ${RUNS} runs of any commands in any order`, async () => {
  let steps = 0;
  let restarts = 0;
  const beganMs = performance.now();
  const world: World = { driver, palms };
  const property = fc.asyncProperty(fc.commands(commands(TIMES), { maxCommands: 40, size: 'max' }), async (some) => {
    const model = await fresh();
    try {
      await fc.asyncModelRun(() => ({ model, real: world }), some);
      await driver.advance(PAST_EVERYTHING_MS); // past every deadline: nothing is left that is not final
      settle(model, driver.nowMs());
      await checkRows(model, driver);
      const [{ count }] = await driver.query<{ count: string }>(
        `SELECT count(*) FROM enrollment_sessions WHERE status IN ('pending', 'active', 'processing')`,
      );
      expect(Number(count)).toBe(0);
      steps += await checkHistory(model, driver);
      restarts += model.restarts;
    } finally {
      await clearUp(model);
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: asked.runs === undefined });
  const seconds = Math.round((performance.now() - beganMs) / 1000);
  const seen = { runs: RUNS, seed: SEED, writes: steps, restarts, seconds, slowest_end_ms: driver.slowestEndMs };
  if (asked.report) writeFileSync(asked.report, JSON.stringify(seen));
  process.stderr.write(`${RUNS} runs, seed ${SEED}, ${steps} writes to sessions looked at\n`);
  expect(steps).toBeGreaterThan(RUNS);
});
