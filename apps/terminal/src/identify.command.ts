/** `identify`: lays a palm on the terminal and says who it is. */
import { randomUUID } from 'node:crypto';
import { type Command, EXIT, openRegistered, SHARED_HELP, SHARED_OPTIONS } from './command.js';
import { PALM_HELP, PALM_OPTIONS, presentations } from './palm-options.js';
import type { PalmSource } from './palm-source.js';
import type { Report } from './report.js';
import type { TerminalClient } from './terminal-client.js';
import type { ScanAnswer } from './wire.js';

export const command: Command = {
  help: `npm run terminal -- identify --palm alice:left | --picture FILE…

Sends each palm as a scan and says who it is: exit code 0 when every one is known and allowed, else 1.

${PALM_HELP}
${SHARED_HELP}`,
  options: { ...SHARED_OPTIONS, ...PALM_OPTIONS },
  run: async (context) => {
    const sources = presentations(context);
    const { client } = await openRegistered(context);
    const answers: ScanAnswer[] = [];
    for (const source of sources) {
      if (context.stop.aborted) break;
      const answer = await identify(client, source);
      reportScan(context.report, source, answer);
      answers.push(answer);
    }
    const known = answers.length === sources.length && answers.every(isAllowed);
    context.report.result({ command: 'identify', matched: known, scans: answers });
    return known ? EXIT.ok : EXIT.refused;
  },
};

/** One scan of one palm, its number remembered before it is sent. */
export async function identify(client: TerminalClient, source: PalmSource): Promise<ScanAnswer> {
  const capture = await source.take('any');
  const scan = { scan_ref: randomUUID(), counter: client.nextCounter(), capture };
  const [answer] = await client.sendScans([scan]);
  return answer;
}

/** Without rules the verdict is null; a challenge is for a person to decide. */
function isAllowed({ matched, verdict }: ScanAnswer): boolean {
  return matched && (verdict === null || verdict === 'allow');
}

function reportScan(report: Report, source: PalmSource, answer: ScanAnswer): void {
  const { good, bad, dim } = report.style;
  const shown = Object.entries(answer.member ?? {}).map(([field, value]) => `${field} ${String(value)}`);
  const verdict = answer.verdict === null ? '' : `, verdict ${answer.verdict}`;
  const scan = dim(` (scan ${answer.scan_id ?? answer.scan_ref})`);
  if (answer.matched) {
    const line = `${source.name}: known${verdict}${shown.length > 0 ? `: ${shown.join(', ')}` : ''}`;
    report.say((isAllowed(answer) ? good(line) : bad(line)) + scan);
  } else {
    const why = answer.reason ?? answer.status;
    report.say(bad(`${source.name}: not known${why === 'not_matched' ? '' : ` (${why})`}${verdict}`) + scan);
  }
}
