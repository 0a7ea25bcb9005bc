/** `npm run demo`: a gateway, a terminal, three members and a palm that is not enrolled, on this machine. */
import { parseArgs } from 'node:util';
import { EXIT } from '../command.js';
import { openReport, type Report } from '../report.js';
import { startGatewayProcess } from './gateway-process.js';
import { type Outcome, runScenario } from './scenario.js';

const HELP = `npm run demo [-- --json]

Starts a gateway on a fresh folder, pairs a software terminal, enrolls three people, identifies each with a new
picture at the terminal and by the API, refuses a palm that is not enrolled, lists what was recorded, and cleans up.

  --json   one JSON line on stdout, last; the transcript goes to stderr`;
const WHO_WIDTH = 11;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const report = openReport(values.json === true);
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  const outcome: Outcome = {
    paired: false,
    enrolled: false,
    identified: false,
    unknown_palm_refused: false,
    members: 0,
    scan_results: 0,
  };
  const untroubled = await perform(report, { outcome, seconds, stop: stopOnSignals() });
  const good = untroubled && outcome.paired && outcome.enrolled && outcome.identified && outcome.unknown_palm_refused;
  const took = Number(seconds().toFixed(1));
  const { style } = report;
  report.say(
    good ? style.good(`\nAll of it worked, in ${took} s. Next: npm start`) : style.bad('\nSomething did not work.'),
  );
  report.result({ ...outcome, seconds: took });
  process.exitCode = good ? EXIT.ok : EXIT.refused;
}

async function perform(
  report: Report,
  how: { outcome: Outcome; seconds: () => number; stop: AbortSignal },
): Promise<boolean> {
  const { outcome, seconds, stop } = how;
  const { bold, dim, good: green, bad } = report.style;
  const narrate = (who: string, what: string, good?: boolean) => {
    const mark = good === undefined ? ' ' : good ? green('✓') : bad('✗');
    report.say(`${dim(`${seconds().toFixed(1).padStart(5)} s`)} ${mark} ${bold(who.padEnd(WHO_WIDTH))} ${what}`);
  };
  report.say(`${bold('Thenar')}: a palm gateway and a palm terminal on this machine, with synthetic palms\n`);
  try {
    const gateway = await startGatewayProcess(stop);
    narrate('gateway', `listens on ${gateway.facts.base_url}, its PostgreSQL in ${gateway.folder}`);
    try {
      await runScenario(gateway.facts, { narrate, stop, outcome });
    } finally {
      await gateway.stop();
      narrate('gateway', 'stopped, its folder removed');
    }
    return true;
  } catch (error) {
    report.warn(bad((error as Error).message));
    return false;
  }
}

function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
  process.exitCode = EXIT.refused;
});
