/** `enroll`: waits for one session and serves it to its end. */
import { type Command, EXIT, openRegistered, SHARED_HELP, SHARED_OPTIONS, UsageError, wholeOption } from './command.js';
import { PALM_HELP, PALM_OPTIONS, palmSources } from './palm-options.js';
import { DEFAULT_PACE_MS, PACE } from './run.command.js';
import { runTerminal } from './terminal-loop.js';
import { sessionReporter } from './session-report.js';
import { linkedAbort } from './cancellation.js';

const WAIT = { min: 1, max: 86_400, default: 600 };

export const command: Command = {
  help: `npm run terminal -- enroll --palm alice:left | --picture FILE… [--wait S]

Waits for one enrollment session, serves it to its end and reports how it ended: exit code 0 when completed, else 1.

${PALM_HELP}
  --wait S      how long to wait for the session, default ${WAIT.default}
  --pace-ms N   time between two captures, default ${DEFAULT_PACE_MS}
${SHARED_HELP}`,
  options: { ...SHARED_OPTIONS, ...PALM_OPTIONS, wait: { type: 'string' }, 'pace-ms': { type: 'string' } },
  run: async (context) => {
    const { values, report, stop } = context;
    const sources = palmSources(context);
    if (sources.length > 1) throw new UsageError('enroll takes one palm');
    const waitS = wholeOption(values, 'wait', WAIT);
    const paceMs = wholeOption(values, 'pace-ms', PACE);
    const { client, store } = await openRegistered(context);
    report.say(`Device ${store.read().device_id} waits for a session.`);
    const { controller, release } = linkedAbort(stop);
    const timer = setTimeout(() => controller.abort(), waitS * 1000);
    const reporter = sessionReporter(report);
    const offered: typeof reporter.offered = (session) => {
      clearTimeout(timer);
      reporter.offered!(session);
    };
    const palmFor = () => sources[0];
    const events = { ...reporter, offered };
    const session = await runTerminal({ client, stop: controller.signal, paceMs, once: true, palmFor, events });
    clearTimeout(timer);
    release();
    if (!session) report.say(stop.aborted ? 'Stopped.' : `No session came within ${waitS} s.`);
    const { session_id, member_id, status, failure_code, progress } = session ?? { status: 'no_session' };
    report.result({ command: 'enroll', status, session_id, member_id, failure_code, progress });
    return status === 'completed' ? EXIT.ok : EXIT.refused;
  },
};
