/** A session on the screen while a person holds a hand over the terminal: captures, hints, the server's deadline. */
import { gateway, refresh } from '../api/client.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { clockFace } from '../texts/times.ts';
import { fill, percent, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Badge } from '../ui/badge.tsx';
import { RefusalNote } from '../ui/states.tsx';
import { useTick } from '../ui/time.tsx';
import { isFinal, type Session, useLiveSession } from './live-session.ts';
import { useEffect } from 'react';

const { enrollment } = texts;

export function SessionWatch({ started, done }: { started: Session; done?: (session: Session) => void }) {
  const { session, trouble, superseded } = useLiveSession(started);
  const final = isFinal(session);
  useEffect(() => {
    if (!final) return;
    void refresh('/v1/projects/{project_id}/members', '/v1/projects/{project_id}/enrollment-sessions', '/v1/devices');
    done?.(session);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- called once, when it ends
  }, [final]);
  const cancel = () =>
    gateway.DELETE('/v1/devices/{device_id}/enrollment', {
      params: { path: { device_id: session.device_id! }, query: { session_id: session.session_id } },
    });
  const { captures_required, captures_accepted, last_quality } = session.progress;
  return (
    <div className="stack" data-session={session.status}>
      <div className="row" role="status">
        <Badge state={session.status}>{word(enrollment.statuses, session.status)}</Badge>
        <span>{sentence(session)}</span>
      </div>
      <ol className="pips" aria-label={fill(enrollment.captures, { n: captures_accepted, of: captures_required })}>
        {Array.from({ length: captures_required }, (_, pip) => (
          <li className="pip" key={pip} data-done={pip < captures_accepted || undefined} />
        ))}
      </ol>
      <p aria-hidden="true">{fill(enrollment.captures, { n: captures_accepted, of: captures_required })}</p>
      {last_quality !== null && <p className="muted">{fill(enrollment.quality, { quality: percent(last_quality) })}</p>}
      {superseded && <p role="alert">{enrollment.superseded}</p>}
      {!final && !superseded && (
        <>
          <Countdown until={session.expires_at} />
          <div>
            <ActionButton run={cancel}>{enrollment.cancel}</ActionButton>
          </div>
        </>
      )}
      <RefusalNote error={trouble} />
    </div>
  );
}

function Countdown({ until }: { until: string }) {
  useTick(250);
  return (
    <p>
      <span className="countdown" role="timer">
        {clockFace(Date.parse(until) - serverNowMs())}
      </span>{' '}
      <span className="muted">{enrollment.left}</span>
    </p>
  );
}

function sentence({ status, progress, failure_code }: Session): string {
  if (status === 'failed' || status === 'expired') return word(enrollment.failures, failure_code ?? status);
  if (status === 'active' && progress.hint) return progress.hint; // a sentence of the gateway's
  return word(enrollment.sentences, status);
}
