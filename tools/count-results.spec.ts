import { count, inWords } from './count-results.mjs';

const report = (passed: number, failed = 0, more = {}) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  ...more,
});

describe('the last line of a run', () => {
  it('adds tests and checks', () => {
    const counted = count({ code: 0, report: report(100) }, { code: 0, report: { passed: 9, failed: 0 } });
    expect(inWords(counted)).toBe('109 passed, 0 failed');
  });

  it('names what was skipped', () => {
    const tests = report(100, 1, { numPendingTests: 3, numTodoTests: 1 });
    expect(inWords(count({ code: 1, report: tests }, { code: 1, report: { passed: 8, failed: 1 } }))).toBe(
      '108 passed, 2 failed, 4 skipped',
    );
  });

  it('counts a file that could not be run as failed', () => {
    expect(
      count(
        { code: 1, report: report(5, 0, { numRuntimeErrorTestSuites: 2 }) },
        { code: 0, report: { passed: 9, failed: 0 } },
      ).failed,
    ).toBe(2);
  });

  it.each([
    ['the tests died', { code: 137, report: null }, { code: 0, report: { passed: 9, failed: 0 } }],
    ['no test ran', { code: 0, report: report(0) }, { code: 0, report: { passed: 9, failed: 0 } }],
    ['jest failed for another reason', { code: 1, report: report(5) }, { code: 0, report: { passed: 9, failed: 0 } }],
    ['the checks died', { code: 0, report: report(5) }, { code: 1, report: null }],
  ])('is no success when %s', (_when, tests, checks) => {
    expect(count(tests, checks).failed).toBeGreaterThan(0);
  });
});
