/** Ends a run of .ci/run: adds tests and checks up into one plain line, and is not fooled by a runner that died. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A break fails many files; what fails a few is worth a second look, alone, and being named. */
const FILES_WORTH_REPEATING = 5;

/** @param {object | null} report jest's @returns the test files to run again, none where that would be a second try at luck */
export function worthRepeating(report) {
  const failed = (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => name);
  return failed.length <= FILES_WORTH_REPEATING ? failed : [];
}

/** The first report with the repeated files' results in place of their first ones, and their names. */
export function withRepeats(tests, again) {
  if (!again.report) return { ...tests, repeated: [] };
  const anew = new Map(again.report.testResults.map((file) => [file.name, file]));
  const files = tests.report.testResults.map((file) => anew.get(file.name) ?? file);
  const cases = files.flatMap(({ assertionResults }) => assertionResults);
  const are = (...states) => cases.filter(({ status }) => states.includes(status)).length;
  const report = {
    numPassedTests: are('passed'),
    numFailedTests: are('failed'),
    numPendingTests: are('pending'),
    numTodoTests: are('todo'),
    numRuntimeErrorTestSuites: files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
      .length,
  };
  const repeated = [...anew.values()].filter(({ status }) => status === 'passed').map(({ name }) => name);
  return { code: again.code, report, repeated };
}

/**
 * @param {{ code: number, report: object | null }} tests jest's report
 * @param {{ code: number, report: { passed: number, failed: number } | null }} checks
 * @param {{ code: number, report: object | null }[]} groups jest's reports of the longer groups
 */
export function count(tests, checks, groups = []) {
  const failedChecks = atLeastOneIf(checks.code !== 0 || checks.report === null, checks.report?.failed ?? 0);
  const runs = [tests, ...groups].map(countRun);
  const sum = (what) => runs.reduce((total, run) => total + run[what], 0);
  return {
    passed: sum('passed') + (checks.report?.passed ?? 0),
    failed: sum('failed') + failedChecks,
    skipped: sum('skipped'),
  };
}

/** A run without a single test is no success, unless all of them were skipped. */
function countRun({ code, report }) {
  const seen = report ?? {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
  };
  const skipped = seen.numPendingTests + seen.numTodoTests;
  const isWrong = code !== 0 || seen.numPassedTests + skipped === 0;
  const failed = atLeastOneIf(isWrong, seen.numFailedTests + seen.numRuntimeErrorTestSuites);
  return { passed: seen.numPassedTests, failed, skipped };
}

export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const atLeastOneIf = (wrong, number) => Math.max(number, wrong ? 1 : 0);

if (process.argv[1] === import.meta.filename) {
  const [folder, ...codes] = process.argv.slice(2);
  const [testsCode, checksCode, againCode] = codes.map(Number);
  const read = (name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8'));
    } catch {
      return null;
    }
  };
  const first = read('tests.json');
  if (codes.length === 0) process.stdout.write(worthRepeating(first).join('\n'));
  else {
    const tests = withRepeats({ code: testsCode, report: first }, { code: againCode, report: read('again.json') });
    for (const name of tests.repeated) process.stdout.write(`failed once and passed when repeated: ${name}\n`);
    const groups = readdirSync(folder)
      .filter((name) => /^group-.*\.code$/.test(name))
      .map((name) => ({ code: Number(read(name) ?? 1), report: read(name.replace(/code$/, 'json')) }));
    const counted = count(tests, { code: checksCode, report: read('checks.json') }, groups);
    process.stdout.write(`${inWords(counted)}\n`);
    process.exitCode = counted.failed > 0 ? 1 : 0;
  }
}
