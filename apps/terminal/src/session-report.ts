/** Reports what happens in sessions, line by line. */
import type { Report } from './report.js';
import type { TerminalEvents } from './terminal-loop.js';
import type { Session } from './wire.js';

export function sessionReporter(report: Report): TerminalEvents {
  const { dim, good, bad } = report.style;
  const on = (session: Session) => ({
    session_id: session.session_id,
    status: session.status,
    version: session.version,
  });
  return {
    offered: (session) => {
      report.say(`Session ${session.session_id}: enroll member ${session.member_id}, ${session.hand} hand`);
      report.event({ event: 'offered', ...on(session), member_id: session.member_id, hand: session.hand });
    },
    acknowledged: (session) => report.say(dim(`  acknowledged, ${session.progress.captures_required} captures wanted`)),
    captured: (answer, seq) => {
      const { captures_accepted, captures_required, hint } = answer.session.progress;
      const how = answer.accepted ? 'accepted' : `refused (${answer.reason ?? 'no reason given'})`;
      const advice = hint === null || hint === undefined ? '' : `, hint: ${hint}`;
      report.say(`  capture ${seq} ${how}, ${captures_accepted} of ${captures_required}${advice}`);
      report.event({ event: 'captured', ...on(answer.session), seq, accepted: answer.accepted, reason: answer.reason });
    },
    ended: (session) => {
      const why = session.failure_code === null ? '' : `: ${session.failure_code} ${session.failure_message ?? ''}`;
      const line = `Session ${session.status}${why}`.trimEnd();
      report.say(session.status === 'completed' ? good(line) : bad(line));
      report.event({ event: 'ended', ...on(session), failure_code: session.failure_code });
    },
    lost: (session, why) => {
      report.say(bad(`Session ${session.session_id} was lost: ${why.message}`));
      report.event({ event: 'lost', ...on(session) });
    },
    disabled: () => report.say(bad('This device is disabled; trying again in a while')),
    retrying: (error, waitMs) => report.warn(dim(`${error.message}; retrying in ${(waitMs / 1000).toFixed(1)} s`)),
  };
}
