import type { Line, Question } from '../line.js';
import { diceOf } from './dice.js';
import { type Faults, NO_FAULTS } from './faults.js';
import { calm, FaultyLine } from './faulty-line.js';

/** What each of 200 captures met, and how often the other end heard it. */
async function fates(seed: number, faults: Partial<Faults>) {
  let heard = 0;
  const far: Line = { ask: async () => ({ heard: ++heard }) };
  const weather = calm();
  const roll = diceOf(seed);
  const line = new FaultyLine(far, { faults: { ...NO_FAULTS, ...faults }, roll, weather, counts: new Map() });
  const question: Question = { path: '/v1/terminal/sessions/x/captures', body: {}, timeoutMs: 1000 };
  const fate: string[] = [];
  for (let number = 0; number < 200; number++) {
    fate.push(
      await line.ask(question).then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    );
  }
  return { fate, weather, heard, line, question };
}

const BAD = { drop_request: 0.1, drop_answer: 0.1, duplicate: 0.2 };

describe('a line in bad weather', () => {
  it('loses, drops and doubles as often as it is told, and the other end hears the difference', async () => {
    const { fate, weather, heard } = await fates(7, BAD);
    const answered = fate.filter((one) => one === 'answered').length;
    expect(answered + weather.requests_dropped + weather.answers_dropped).toBe(200);
    expect(heard).toBe(200 - weather.requests_dropped + weather.duplicates);
    for (const [count, expected] of [
      [weather.requests_dropped, 20],
      [weather.answers_dropped, 18],
      [weather.duplicates, 36],
    ]) {
      expect(Math.abs(count - expected)).toBeLessThan(expected * 0.6);
    }
  });

  it('is the same for the same seed, and another for another', async () => {
    expect((await fates(7, BAD)).fate).toEqual((await fates(7, BAD)).fate);
    expect((await fates(7, BAD)).fate).not.toEqual((await fates(8, BAD)).fate);
  });

  it('is clear without faults', async () => {
    const { fate, weather, heard } = await fates(7, {});
    expect([new Set(fate), weather, heard]).toEqual([new Set(['answered']), calm(), 200]);
  });

  it('carries nothing once the power is out, and nobody asks it again', async () => {
    const { line, question, heard } = await fates(7, {});
    line.cut();
    await expect(line.ask(question)).rejects.toMatchObject({ name: 'PowerOut' });
    expect(heard).toBe(200);
  });
});
