/** How a scan result looks in a list, in whichever list it stands. */
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client.ts';
import { percent, texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import type { Column } from '../ui/resource-table.tsx';
import { Moment } from '../ui/time.tsx';

export type Scan = Schemas['ScanResultView'];
const { scans } = texts;

export function scanColumns(projectId: string, timeZone: string): Column<Scan>[] {
  return [
    {
      name: scans.when,
      width: 'minmax(12.5rem, 1.4fr)',
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
    { name: scans.quality, cell: ({ quality }) => (quality === null ? '—' : percent(quality)), narrow: 'hide' },
    { name: scans.source, cell: (scan) => sourceOf(scan), narrow: 'hide' },
  ];
}

export const sourceOf = ({ source, offline, demo }: Scan): string =>
  [word(scans.sources, source), offline && scans.offline, demo && scans.demo].filter(Boolean).join(' · ');
