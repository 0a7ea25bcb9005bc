/** The people who were erased from a project, under their bare ids, with the receipts to download again. */
import { useState } from 'react';
import { dataOf, gateway } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { BackLink } from '../shell/back-link.tsx';
import { Badge } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import type { Erasure } from './erasures.ts';
import { Receipt } from './receipt.tsx';

const PATH = '/v1/projects/{project_id}/erasures';
const { privacy } = texts;

export function ErasuresPage() {
  const { project_id } = useProject();
  const [shown, setShown] = useState<Erasure | null>(null);
  return (
    <Page title={privacy.receipts} crumb={<BackLink to="/p/$projectId/members">{texts.members.title}</BackLink>}>
      <p className="muted">{privacy.receipts_text}</p>
      <ResourceTable
        name={privacy.receipts}
        address={[PATH, project_id]}
        load={(query) => dataOf(gateway.GET(PATH, { params: { path: { project_id }, query } }))}
        rowId={({ erasure_id }) => erasure_id}
        columns={columnsOf(setShown)}
        counted={privacy.counted}
        empty={<Empty title={privacy.no_receipts} />}
      />
      <Dialog open={shown !== null} close={() => setShown(null)} title={privacy.receipt} wide>
        {shown && <Receipt erasure={shown} />}
      </Dialog>
    </Page>
  );
}

const columnsOf = (show: (erasure: Erasure) => void): Column<Erasure>[] => [
  {
    name: privacy.accepted,
    narrow: 'title',
    width: 'minmax(12rem, 1.2fr)',
    cell: (erasure) => (
      <button type="button" className="button row-link" data-kind="quiet" onClick={() => show(erasure)}>
        <Moment instant={erasure.accepted_at} />
      </button>
    ),
  },
  {
    name: privacy.state,
    narrow: 'side',
    cell: ({ status }) => <Badge state={status}>{word(privacy.statuses, status)}</Badge>,
  },
  { name: privacy.reason, width: 'minmax(0, 2fr)', cell: ({ reason }) => reason },
  { name: texts.members.id, width: 'minmax(0, 1.4fr)', cell: ({ member_id }) => <code>{member_id}</code> },
];
