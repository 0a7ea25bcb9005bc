/** What was acknowledged survives kill -9 and a PostgreSQL that is stopped in immediate mode; `npm run chaos` does it at length. */
import { jest } from '@jest/globals';
import { weather } from '../chaos/storm.js';

jest.setTimeout(120_000);

describe('a gateway that is killed without a word', () => {
  it('loses no acknowledged write and no event, and doubles none', async () => {
    const { load, receiver, found } = await weather({
      ...{ kills: 1, pgStops: 1, tills: 1, people: 6, aliveMs: [1_500, 2_000], hurry: true },
    });
    expect(found).toMatchObject({ lost_writes: 0, duplicate_rows: 0, half_done: 0, lost_events: 0, phantom_events: 0 });
    expect(load.count).toBeGreaterThan(0);
    expect(receiver.arrivals.size).toBeGreaterThan(0);
  });
});
