/** How a scan looks in a list, in whichever list it stands. */
import { Link } from '@tanstack/react-router';
import { texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import type { Column } from '../ui/resource-table.tsx';
import { Moment } from '../ui/time.tsx';
import { DeviceLink, MemberLink } from './named-links.tsx';
import { OUTCOME_OF, outcomeText, type Scan, spokenVerdict } from './outcome.ts';

const { scans } = texts;

export function OutcomeBadge({ scan }: { scan: Pick<Scan, 'operation' | 'result'> }) {
  return <Badge state={OUTCOME_OF[scan.result]}>{outcomeText(scan)}</Badge>;
}

export function VerdictBadge({ scan }: { scan: Pick<Scan, 'verdict' | 'matched_rule_id'> }) {
  const verdict = spokenVerdict(scan);
  return verdict ? <Badge state={verdict}>{word(scans.verdicts, verdict)}</Badge> : null;
}

export const sourceOf = ({ source, offline, demo }: Scan): string =>
  [word(scans.sources, source), offline && scans.offline, demo && scans.demo].filter(Boolean).join(' · ');

const RESULT: Column<Scan> = {
  name: scans.result,
  narrow: 'side',
  width: 'minmax(0, 1.3fr)',
  cell: (scan) => <OutcomeBadge scan={scan} />,
};
const VERDICT: Column<Scan> = { name: scans.verdict, cell: (scan) => <VerdictBadge scan={scan} /> };
const OPERATION: Column<Scan> = {
  name: scans.operation,
  narrow: 'hide',
  cell: ({ operation }) => word(scans.operations, operation),
};
const WHO: Column<Scan> = {
  name: scans.member,
  cell: ({ member_id }) => (member_id ? <MemberLink id={member_id} /> : '—'),
};
const AT: Column<Scan> = {
  name: scans.device,
  cell: (scan) => (scan.device_id ? <DeviceLink id={scan.device_id} /> : sourceOf(scan)),
};

/** @param of what the list is about already, and need not be said in each row */
export function scanColumns(projectId: string, of?: 'member'): Column<Scan>[] {
  const when: Column<Scan> = {
    name: scans.when,
    width: 'minmax(12rem, 1.2fr)',
    narrow: 'title',
    cell: ({ scan_id, created_at }) => (
      <Link className="row-link" to="/p/$projectId/scans/$scanId" params={{ projectId, scanId: scan_id }}>
        <Moment instant={created_at} />
      </Link>
    ),
  };
  return [when, RESULT, VERDICT, ...(of === 'member' ? [] : [WHO]), AT, OPERATION];
}
