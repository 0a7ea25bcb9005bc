/** A session on the screen while a person holds a hand over the terminal: hint, progress, each capture's quality, deadline. */
import { useEffect, useRef, useState } from 'react';
import { gateway, refresh } from '../api/client.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { fill, percent, texts, word } from '../texts/texts.ts';
import { countdown } from '../texts/times.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Badge } from '../ui/badge.tsx';
import { RefusalNote } from '../ui/states.tsx';
import { useTick } from '../ui/time.tsx';
import { captureLog, type CaptureNote } from './capture-log.ts';
import { hintText } from './hint.ts';
import { isFinal, type Session, useLiveSession } from './live-session.ts';

const { enrollment } = texts;

export function SessionWatch({ started, done }: { started: Session; done?: (session: Session) => void }) {
  const { session, trouble, superseded } = useLiveSession(started);
  const notes = useCaptureLog(session);
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
  const { captures_required, captures_accepted } = session.progress;
  return (
    <div className="stack" data-session={session.status}>
      <div className="row" role="status">
        <Badge state={session.status}>{word(enrollment.statuses, session.status)}</Badge>
        <span className="lead">{sentence(session)}</span>
      </div>
      <ol className="pips" aria-label={fill(enrollment.captures, { n: captures_accepted, of: captures_required })}>
        {Array.from({ length: captures_required }, (_, pip) => (
          <li className="pip" key={pip} data-done={pip < captures_accepted || undefined} />
        ))}
      </ol>
      <p aria-hidden="true">{fill(enrollment.captures, { n: captures_accepted, of: captures_required })}</p>
      <CaptureList notes={notes} />
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

/** The session says only how the last capture was; what came before is kept here while one watches. */
function useCaptureLog(session: Session): readonly CaptureNote[] {
  const last = useRef<Session | null>(null);
  const [notes, setNotes] = useState<readonly CaptureNote[]>([]);
  useEffect(() => {
    const before = last.current;
    if (before?.version === session.version) return;
    last.current = session;
    setNotes((known) => captureLog(known, before, session));
  }, [session]);
  return notes;
}

function CaptureList({ notes }: { notes: readonly CaptureNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ol className="capture-list" aria-label={enrollment.each}>
      {notes.map(({ number, accepted, quality, hint }) => (
        <li key={number}>
          <Badge state={accepted ? 'accepted' : 'refused'}>
            {accepted ? enrollment.accepted : enrollment.not_accepted}
          </Badge>
          {quality !== null && <span>{fill(enrollment.quality, { quality: percent(quality) })}</span>}
          {!accepted && hint && <span className="muted">{hintText(hint)}</span>}
        </li>
      ))}
    </ol>
  );
}

function Countdown({ until }: { until: string }) {
  useTick(250);
  return (
    <p>
      <span className="countdown" role="timer">
        {countdown(Date.parse(until) - serverNowMs())}
      </span>{' '}
      <span className="muted">{enrollment.left}</span>
    </p>
  );
}

function sentence({ status, progress, failure_code }: Session): string {
  if (status === 'failed' || status === 'expired') return word(enrollment.failures, failure_code ?? status);
  if (status === 'active' && progress.hint) return hintText(progress.hint);
  return word(enrollment.sentences, status);
}
