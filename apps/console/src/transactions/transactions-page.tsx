/** What scans paid for or opened, and the same as a file for accounting. */
import { useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { MemberLink } from '../scans/named-links.tsx';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { notifyFailure } from '../ui/notifications.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { downloadFile } from '../ui/download.ts';
import { TimeRangeFilter, useTimeRange } from '../ui/time-range.tsx';
import { Empty } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { amountOf } from './amount.ts';

type Transaction = Schemas['TransactionView'];
const PATH = '/v1/projects/{project_id}/transactions';
const { transactions } = texts;

const COLUMNS: Column<Transaction>[] = [
  {
    name: transactions.when,
    width: 'minmax(12.5rem, 1.4fr)',
    narrow: 'title',
    cell: ({ occurred_at }) => <Moment instant={occurred_at} />,
  },
  { name: transactions.amount, narrow: 'side', numeric: true, cell: (one) => amountOf(one) ?? '—' },
  { name: transactions.type, cell: ({ type }) => word(transactions.types, type) },
  {
    name: transactions.status,
    cell: ({ status }) => <Badge state={status}>{word(transactions.statuses, status)}</Badge>,
  },
  { name: transactions.reference, cell: ({ reference }) => reference ?? '—' },
  {
    name: transactions.member,
    cell: ({ member_id }) => (member_id ? <MemberLink id={member_id} /> : '—'),
  },
];

export function TransactionsPage() {
  const { project_id } = useProject();
  const range = useTimeRange();
  const [busy, setBusy] = useState(false);
  const path = { project_id };
  const download = async () => {
    setBusy(true);
    try {
      const csv = await dataOf(
        gateway.GET('/v1/projects/{project_id}/transactions/export.csv', {
          params: { path, query: range },
          parseAs: 'blob',
        }),
      );
      downloadFile(`transactions-${project_id}.csv`, csv);
    } catch {
      notifyFailure(transactions.csv_failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title={transactions.title}
      actions={
        <Button busy={busy} onClick={() => void download()}>
          {transactions.csv}
        </Button>
      }
    >
      <div className="filters">
        <TimeRangeFilter />
      </div>
      <ResourceTable
        name={transactions.title}
        address={[PATH, project_id, range]}
        load={(paging) => dataOf(gateway.GET(PATH, { params: { path, query: { ...range, ...paging } } }))}
        rowId={({ transaction_id }) => transaction_id}
        columns={COLUMNS}
        counted={transactions.counted}
        empty={<Empty title={transactions.empty}>{transactions.empty_text}</Empty>}
      />
    </Page>
  );
}
