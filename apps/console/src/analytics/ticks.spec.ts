import { ticksUpTo } from './ticks.ts';

describe('the ticks of an axis', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [17, [0, 5, 10, 15, 20]],
    [1234, [0, 500, 1000, 1500]],
  ])('reach %s in round whole numbers', (max, ticks) => {
    expect(ticksUpTo(max)).toEqual(ticks);
  });

  it('are few and reach the largest value, whatever it is', () => {
    for (let max = 0; max < 5000; max += 7) {
      const ticks = ticksUpTo(max);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    }
  });
});
