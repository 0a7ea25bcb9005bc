import type { Transport, TransportRequest } from '../transport.js';
import { seededChance } from './seeded-chance.js';
import { type Faults, NO_FAULTS } from './faults.js';
import { noFaultsYet, FaultyTransport } from './faulty-transport.js';

/** The outcome of each of 200 captures, and how often the server received one. */
async function outcomes(seed: number, faults: Partial<Faults>) {
  let received = 0;
  const server: Transport = { send: async () => ({ received: ++received }) };
  const faultCounts = noFaultsYet();
  const chance = seededChance(seed);
  const transport = new FaultyTransport(server, {
    faults: { ...NO_FAULTS, ...faults },
    chance,
    faultCounts,
    counts: new Map(),
  });
  const request: TransportRequest = { path: '/v1/terminal/sessions/x/captures', body: {}, timeoutMs: 1000 };
  const outcome: string[] = [];
  for (let number = 0; number < 200; number++) {
    outcome.push(
      await transport.send(request).then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    );
  }
  return { outcome, faultCounts, received, transport, request };
}

const BAD = { drop_request: 0.1, drop_answer: 0.1, duplicate: 0.2 };

describe('faulty transport', () => {
  it('requests are dropped, lost and doubled at the given rates', async () => {
    const { outcome, faultCounts, received } = await outcomes(7, BAD);
    const answered = outcome.filter((one) => one === 'answered').length;
    expect(answered + faultCounts.requests_dropped + faultCounts.answers_dropped).toBe(200);
    expect(received).toBe(200 - faultCounts.requests_dropped + faultCounts.duplicates);
    for (const [count, expected] of [
      [faultCounts.requests_dropped, 20],
      [faultCounts.answers_dropped, 18],
      [faultCounts.duplicates, 36],
    ]) {
      expect(Math.abs(count - expected)).toBeLessThan(expected * 0.6);
    }
  });

  it('one seed gives one sequence of faults, another seed another one', async () => {
    expect((await outcomes(7, BAD)).outcome).toEqual((await outcomes(7, BAD)).outcome);
    expect((await outcomes(7, BAD)).outcome).not.toEqual((await outcomes(8, BAD)).outcome);
  });

  it('nothing happens without faults', async () => {
    const { outcome, faultCounts, received } = await outcomes(7, {});
    expect([new Set(outcome), faultCounts, received]).toEqual([new Set(['answered']), noFaultsYet(), 200]);
  });

  it('nothing is sent after the power was cut, and nothing is retried', async () => {
    const { transport, request, received } = await outcomes(7, {});
    transport.cutPower();
    await expect(transport.send(request)).rejects.toMatchObject({ name: 'PowerLossError' });
    expect(received).toBe(200);
  });
});
