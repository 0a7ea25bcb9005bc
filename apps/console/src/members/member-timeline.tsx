/** What happened to one member, newest first: enrollments, palms, consent, scans. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { fill, percent, texts, word } from '../texts/texts.ts';
import { Panel } from '../ui/page.tsx';
import { Empty, Loaded, type QueryState } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { DeviceLink } from '../scans/named-links.tsx';
import { outcomeText } from '../scans/outcome.ts';

const { timeline } = texts.members;
const MAX_ENTRIES = 30;

interface Entry {
  at: string;
  key: string;
  tone: 'contact' | 'gap' | 'plain';
  what: ReactNode;
}

type Session = Schemas['SessionView'];
type Scan = Schemas['ScanResultView'];
type Template = Schemas['TemplateView'];

function useHistory(member: Schemas['MemberView']): QueryState<Entry[]> {
  const { project_id, member_id } = member;
  const path = { project_id, member_id };
  const query = { per_page: MAX_ENTRIES };
  const sessions = api.useQuery('get', '/v1/projects/{project_id}/enrollment-sessions', {
    params: { path: { project_id }, query: { ...query, member_id } },
  });
  const scans = api.useQuery('get', '/v1/projects/{project_id}/members/{member_id}/scan-results', {
    params: { path, query },
  });
  const templates = api.useQuery('get', '/v1/projects/{project_id}/members/{member_id}/templates', {
    params: { path },
  });
  const all = [sessions, scans, templates];
  const data =
    sessions.data && scans.data && templates.data
      ? [
          ...beginnings(member),
          ...sessions.data.data.map(ofSession),
          ...templates.data.data.map(ofTemplate),
          ...scans.data.data.map((scan) => ofScan(scan, project_id)),
        ]
          .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
          .slice(0, MAX_ENTRIES)
      : undefined;
  return {
    data,
    error: all.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(all.map((one) => one.refetch())),
  };
}

function beginnings({ created_at, consent }: Schemas['MemberView']): Entry[] {
  const added: Entry = { at: created_at, key: 'added', tone: 'plain', what: timeline.added };
  if (!consent) return [added];
  const given = fill(timeline.consent, { version: consent.policy_version });
  return [added, { at: consent.granted_at, key: 'consent', tone: 'plain', what: given }];
}

function ofSession(session: Session): Entry {
  const reason = session.failure_code ? word(texts.enrollment.failures, session.failure_code) : null;
  return {
    at: session.completed_at ?? session.created_at,
    key: session.session_id,
    tone: session.status === 'completed' ? 'contact' : session.status === 'failed' ? 'gap' : 'plain',
    what: (
      <>
        {fill(timeline.enrollment, { status: word(texts.enrollment.statuses, session.status) })}
        {reason && <> · {reason}</>}
        {session.device_id && (
          <>
            {' '}
            · <DeviceLink id={session.device_id} />
          </>
        )}
      </>
    ),
  };
}

const ofTemplate = ({ template_id, hand, quality, created_at }: Template): Entry => ({
  at: created_at,
  key: template_id,
  tone: 'contact',
  what: fill(timeline.template, { hand: word(texts.members.hand_words, hand), quality: percent(quality) }),
});

const ofScan = (scan: Scan, projectId: string): Entry => ({
  at: scan.created_at,
  key: scan.scan_id,
  tone: scan.result === 'matched' ? 'contact' : 'gap',
  what: (
    <>
      <Link to="/p/$projectId/scans/$scanId" params={{ projectId, scanId: scan.scan_id }}>
        {outcomeText(scan)}
      </Link>
      {scan.device_id && (
        <>
          {' '}
          · <DeviceLink id={scan.device_id} />
        </>
      )}
    </>
  ),
});

export function MemberTimeline({ member }: { member: Schemas['MemberView'] }) {
  const history = useHistory(member);
  return (
    <Panel title={timeline.title}>
      <Loaded of={history}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty title={timeline.empty} />
          ) : (
            <ol className="timeline">
              {entries.map(({ at, key, tone, what }) => (
                <li key={key} data-kind={tone}>
                  <Moment instant={at} />
                  <span>{what}</span>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}
