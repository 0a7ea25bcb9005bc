import { waitAfter } from './attempts.policy.js';

describe('the wait after failed verifies', () => {
  it('begins with the fifth failure and doubles to a quarter of an hour', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 5_000].map((failures) => waitAfter(failures) / 1000)).toEqual([
      0, 0, 30, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });
});
