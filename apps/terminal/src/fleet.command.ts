/** `fleet`: many terminals with injected faults, and a tenant that enrolls members at them. */
import { type Command, EXIT, textOption, wholeOption } from './command.js';
import { NO_FAULTS, readFaults } from './fleet/faults.js';
import { Fleet } from './fleet/fleet.js';
import { showFleet } from './fleet/live-table.js';
import { isSuccess, summarize, reportSummary } from './fleet/summary.js';
import { DEFAULT_DEVELOPMENT_FILE, readDevelopmentFile } from './development-file.js';

const TERMINALS = { min: 1, max: 20_000, default: 50 };
const AT_ONCE = { min: 1, max: 1_000, default: 16 };
const SEED = { min: 0, max: 2 ** 31, default: 1 };

export const command: Command = {
  help: `npm run terminal -- fleet [--terminals N] [--faults FILE] [--seed N]

Pairs many terminals with a gateway in development, enrolls a person at each, and checks that every session ends
and that both sides agree how: exit code 0 when all completed. Its members and devices are removed afterwards.

  --terminals N  default ${TERMINALS.default}
  --sessions N   default one for each terminal
  --at-once N    sessions under way at a time, default ${AT_ONCE.default}
  --faults FILE  JSON of what goes wrong, see apps/terminal/faults.json; without it nothing does
  --seed N       repeats the same faults and palms, default ${SEED.default}
  --dev FILE     dev.json of the gateway, default ${DEFAULT_DEVELOPMENT_FILE}
  --json         the summary as a JSON line on stdout; text goes to stderr
  --help         this text`,
  options: {
    terminals: { type: 'string' },
    sessions: { type: 'string' },
    'at-once': { type: 'string' },
    faults: { type: 'string' },
    seed: { type: 'string' },
    dev: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
  run: async ({ values, report, stop }) => {
    const terminals = wholeOption(values, 'terminals', TERMINALS);
    const sessions = wholeOption(values, 'sessions', { ...TERMINALS, default: terminals });
    const seed = wholeOption(values, 'seed', SEED);
    const faultsFile = textOption(values, 'faults');
    const faults = faultsFile === undefined ? NO_FAULTS : readFaults(faultsFile);
    const facts = readDevelopmentFile(values);
    const concurrency = wholeOption(values, 'at-once', AT_ONCE);
    const fleet = new Fleet({ facts, terminals, sessions, concurrency, faults, seed, stop });
    report.say(`Fleet of ${terminals} at ${facts.base_url}, seed ${seed}`);
    const endShow = showFleet(fleet, values.json === true ? process.stderr : process.stdout);
    await fleet.run().finally(endShow);
    const summary = summarize(fleet);
    reportSummary(report, summary);
    report.result({ command: 'fleet', seed, ...summary });
    return isSuccess(summary) ? EXIT.ok : EXIT.refused;
  },
};
