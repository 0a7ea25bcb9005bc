/** `npm run terminal -- <command>`: a palm terminal in software that speaks only the public protocol. */
import { parseArgs } from 'node:util';
import { type Command, EXIT, type ExitCode, type OptionValues, UsageError } from './command.js';
import { openReport, type Report } from './report.js';
import { CaptureError, RefusalError, UnreachableError } from './errors.js';

/** Loaded on demand, so that start-up is quick. */
const COMMANDS: Record<string, { what: string; load: () => Promise<{ command: Command }> }> = {
  register: { what: 'show a code and wait until an admin has typed it', load: () => import('./register.command.js') },
  run: { what: 'wait for enrollment sessions and serve them', load: () => import('./run.command.js') },
  enroll: { what: 'wait for one session and serve it', load: () => import('./enroll.command.js') },
  identify: { what: 'lay a palm on the terminal', load: () => import('./identify.command.js') },
  status: { what: 'who this terminal is, and whether its gateway answers', load: () => import('./status.command.js') },
  fleet: {
    what: 'many terminals on bad lines, for a gateway in development',
    load: () => import('./fleet.command.js'),
  },
};

const HELP = `npm run terminal -- <command> [options]

A palm terminal in software. It speaks to the gateway only as a real one does.

${Object.entries(COMMANDS)
  .map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`)
  .join('\n')}

Exit codes: 0 done, 1 refused or not known, 2 wrong usage, 3 no gateway. <command> --help says more.`;

async function main(args: string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${HELP}\n`);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const report = openReport(rest.includes('--json'));
  try {
    const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
    if (!known) throw new UsageError(`there is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}`);
    const { command } = await known.load();
    const { values, positionals } = parse(command, rest);
    if (values.help === true) {
      process.stdout.write(`${command.help}\n`);
      return EXIT.ok;
    }
    return await command.run({ values, positionals, report, stop: stopOnSignals() });
  } catch (error) {
    return explain(error, report);
  }
}

function parse(command: Command, args: string[]): { values: OptionValues; positionals: string[] } {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The first Ctrl-C lets the command end well, the second ends it. */
function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.refused);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

function explain(error: unknown, report: Report): ExitCode {
  const fail = (kind: string, code: ExitCode, facts: Record<string, unknown> = {}) => {
    report.warn(report.style.bad((error as Error).message));
    report.result({ error: kind, message: (error as Error).message, ...facts });
    return code;
  };
  if (error instanceof UsageError) return fail('usage', EXIT.usage);
  if (error instanceof UnreachableError) return fail('unreachable', EXIT.network);
  if (error instanceof CaptureError) return fail('cannot_capture', EXIT.refused);
  if (error instanceof RefusalError) {
    if (error.code === 'device_decommissioned')
      report.say('This key is decommissioned for good; begin again with: register --new');
    const network = error.status >= 500 || error.status === 429;
    return fail(error.code, network ? EXIT.network : EXIT.refused, { status: error.status, details: error.details });
  }
  throw error;
}

// the event loop is left to run dry: stdout may still be on its way into a pipe
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
    process.exitCode = EXIT.refused;
  },
);
