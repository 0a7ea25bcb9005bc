/** Ends a run of .ci/run: adds tests and checks up into one plain line, and is not fooled by a runner that died. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {{ code: number, report: object | null }} tests jest's report
 * @param {{ code: number, report: { passed: number, failed: number } | null }} checks
 */
export function count(tests, checks) {
  const seen = tests.report ?? {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
  };
  const failedTests = atLeastOneIf(
    tests.code !== 0 || seen.numPassedTests === 0,
    seen.numFailedTests + seen.numRuntimeErrorTestSuites,
  );
  const failedChecks = atLeastOneIf(checks.code !== 0 || checks.report === null, checks.report?.failed ?? 0);
  return {
    passed: seen.numPassedTests + (checks.report?.passed ?? 0),
    failed: failedTests + failedChecks,
    skipped: seen.numPendingTests + seen.numTodoTests,
  };
}

export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const atLeastOneIf = (wrong, number) => Math.max(number, wrong ? 1 : 0);

if (process.argv[1] === import.meta.filename) {
  const [folder, testsCode, checksCode] = process.argv.slice(2);
  const read = (name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8'));
    } catch {
      return null;
    }
  };
  const counted = count(
    { code: Number(testsCode), report: read('tests.json') },
    { code: Number(checksCode), report: read('checks.json') },
  );
  process.stdout.write(`${inWords(counted)}\n`);
  process.exitCode = counted.failed > 0 ? 1 : 0;
}
