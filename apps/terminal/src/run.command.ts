/** `run`: a terminal at work until Ctrl-C. */
import { type Command, EXIT, openRegistered, SHARED_HELP, SHARED_OPTIONS, wholeOption } from './command.js';
import { PALM_HELP, PALM_OPTIONS, palmSources } from './palm-options.js';
import { runTerminal } from './terminal-loop.js';
import { sessionReporter } from './session-report.js';

export const DEFAULT_PACE_MS = 400;
export const PACE = { min: 0, max: 60_000, default: DEFAULT_PACE_MS };

export const command: Command = {
  help: `npm run terminal -- run --palm alice:left [--palm bob:right …] | --picture FILE…

Waits for enrollment sessions and serves each with the next of the palms, until Ctrl-C.

${PALM_HELP}
  --pace-ms N   time between two captures, default ${DEFAULT_PACE_MS}
${SHARED_HELP}`,
  options: { ...SHARED_OPTIONS, ...PALM_OPTIONS, 'pace-ms': { type: 'string' } },
  run: async (context) => {
    const { report, stop } = context;
    const sources = palmSources(context);
    const paceMs = wholeOption(context.values, 'pace-ms', PACE);
    const { client, store } = await openRegistered(context);
    const counts: Record<string, number> = {};
    let next = 0;
    const events = sessionReporter(report);
    report.say(`Device ${store.read().device_id} waits for sessions; Ctrl-C stops it.`);
    await runTerminal({
      client,
      stop,
      paceMs,
      palmFor: () => sources[next++ % sources.length],
      events: {
        ...events,
        ended: (session) => {
          counts[session.status] = (counts[session.status] ?? 0) + 1;
          events.ended!(session);
        },
      },
    });
    report.say('Stopped.');
    report.result({ command: 'run', sessions: counts });
    return EXIT.ok;
  },
};
