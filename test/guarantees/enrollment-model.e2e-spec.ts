/**
 * Enrollment in every order that chance can think of, at two gateways: states only move as the table says, a device has one
 * session at most, nothing outlives its deadline, every poll ends with the truth. `npm run test:model` runs it a thousand times.
 */
import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { World } from './enrollment-model/acts.js';
import { commands } from './enrollment-model/commands.js';
import { checkHistory, checkParked, checkRows, keepHistory } from './enrollment-model/laws.js';
import { type Model, settle } from './enrollment-model/model.js';
import { PALMS, Palms } from './enrollment-model/palms.js';
import { ServicesDriver } from './enrollment-model/services-driver.js';

const asked = JSON.parse(process.env.THENAR_TEST_MODEL ?? '{}') as { runs?: number; seed?: number };
const RUNS = asked.runs ?? 25;
const SEED = asked.seed ?? 1;
const WAYS_MS = [1_000, 20_000, 31_000, 61_000, 130_000];
/** Long enough that a poll parked at the start of a run is still waiting at its end. */
jest.setTimeout(asked.runs === undefined ? 60_000 : 3_600_000);

let driver: ServicesDriver;
let palms: Palms;

beforeAll(async () => {
  driver = await ServicesDriver.open();
  palms = await Palms.draw();
  await keepHistory(driver);
}, 60_000);
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
  const world: World = { driver, palms };
  const property = fc.asyncProperty(
    fc.commands(commands(WAYS_MS, true), { maxCommands: 40, size: 'max' }),
    async (some) => {
      const model = await fresh();
      try {
        await fc.asyncModelRun(() => ({ model, real: world }), some);
        await driver.advance(301_000); // past every deadline: nothing is left that is not final
        settle(model, driver.nowMs());
        await checkRows(model, driver);
        const [{ count }] = await driver.query<{ count: string }>(
          `SELECT count(*) FROM enrollment_sessions WHERE status IN ('pending', 'active', 'processing')`,
        );
        expect(Number(count)).toBe(0);
        steps += await checkHistory(model, driver);
      } finally {
        await clearUp(model);
      }
    },
  );
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: asked.runs === undefined });
  process.stderr.write(`${RUNS} runs, seed ${SEED}, ${steps} writes to sessions looked at\n`);
  expect(steps).toBeGreaterThan(RUNS);
});
