import { count, inWords, withRepeats, worthRepeating } from './count-results.mjs';

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

  it('adds the longer groups, and counts one that died or ran nothing', () => {
    const [tests, checks] = [
      { code: 0, report: report(100) },
      { code: 0, report: { passed: 9, failed: 0 } },
    ];
    const skipped = { code: 0, report: report(0, 0, { numPendingTests: 4 }) };
    const groups = [{ code: 0, report: report(7) }, { code: 1, report: report(3, 2) }, skipped];
    expect(inWords(count(tests, checks, groups))).toBe('119 passed, 2 failed, 4 skipped');
    expect(count(tests, checks, [{ code: 137, report: null }]).failed).toBe(1);
    expect(count(tests, checks, [{ code: 0, report: report(0) }]).failed).toBe(1);
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

describe('a second look', () => {
  const file = (name: string, status: string, ...states: string[]) => ({
    name,
    status,
    assertionResults: states.map((state) => ({ status: state })),
  });
  const first = {
    code: 1,
    report: {
      ...report(3, 1),
      testResults: [file('a', 'passed', 'passed', 'pending'), file('b', 'failed', 'passed', 'failed', 'passed')],
    },
  };
  const checks = { code: 0, report: { passed: 9, failed: 0 } };

  it('is for the few files that failed, not for a break', () => {
    expect(worthRepeating(first.report)).toEqual(['b']);
    expect(worthRepeating(null)).toEqual([]);
    const many = Array.from({ length: 6 }, (_, i) => file(`file ${i}`, 'failed', 'failed'));
    expect(worthRepeating({ testResults: many })).toEqual([]);
  });

  it('takes the place of the first, and names the file', () => {
    const again = { code: 0, report: { testResults: [file('b', 'passed', 'passed', 'passed', 'passed')] } };
    const tests = withRepeats(first, again);
    expect(tests.repeated).toEqual(['b']);
    expect(inWords(count(tests, checks))).toBe('13 passed, 0 failed, 1 skipped');
  });

  it.each([
    ['failed again', { code: 1, report: { testResults: [file('b', 'failed', 'passed', 'failed', 'passed')] } }],
    ['could not be loaded', { code: 1, report: { testResults: [file('b', 'failed')] } }],
    ['died', { code: 137, report: null }],
  ])('does not help a file that %s', (_what, again) => {
    const tests = withRepeats(first, again);
    expect(tests.repeated).toEqual([]);
    expect(count(tests, checks).failed).toBe(1);
  });
});
