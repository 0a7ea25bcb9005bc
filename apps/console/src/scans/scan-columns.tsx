/** How a scan result looks in a list, in whichever list it stands. */
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';
import { inZone } from '../texts/times.ts';
import { Badge } from '../ui/badge.tsx';
import type { Column } from '../ui/resource-table.tsx';
import { Moment } from '../ui/time.tsx';
import { DeviceLink, MemberLink } from './named-links.tsx';

export type Scan = Schemas['ScanResultView'];
const { scans } = texts;

const AT: Column<Scan> = {
  name: scans.device,
  cell: (scan) => (scan.device_id ? <DeviceLink id={scan.device_id} /> : sourceOf(scan)),
};
const WHO: Column<Scan> = {
  name: scans.member,
  cell: ({ member_id }) => (member_id ? <MemberLink id={member_id} /> : '—'),
};

/** @param of what the list is about already, and need not say in each row */
export function scanColumns(projectId: string, timeZone: string, of?: 'member'): Column<Scan>[] {
  return [
    {
      name: inZone(scans.when, timeZone),
      width: 'minmax(13.5rem, 1.4fr)',
      narrow: 'title',
      cell: (scan) => (
        <Link className="row-link" to="/p/$projectId/scans/$scanId" params={{ projectId, scanId: scan.scan_id }}>
          <Moment instant={scan.created_at} timeZone={timeZone} />
        </Link>
      ),
    },
    {
      name: scans.verdict,
      narrow: 'side',
      cell: ({ verdict }) => (verdict ? <Badge state={verdict}>{word(scans.verdicts, verdict)}</Badge> : '—'),
    },
    { name: scans.result, cell: ({ result }) => <Badge state={result}>{word(scans.results, result)}</Badge> },
    { name: scans.operation, cell: ({ operation }) => word(scans.operations, operation) },
    ...(of === 'member' ? [] : [WHO]),
    AT,
  ];
}

export const sourceOf = ({ source, offline, demo }: Scan): string =>
  [word(scans.sources, source), offline && scans.offline, demo && scans.demo].filter(Boolean).join(' · ');
