/** A list of any length: only the rows in sight exist, and only their pages are asked for. */
import { useQueries } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, type ReactNode, useLayoutEffect, useState } from 'react';
import { count as countOf, texts } from '../texts/texts.ts';
import { Failure, Loading } from './states.tsx';

const PER_PAGE = 100;
/** `page × per_page` of the API ends there; who looks for older rows narrows the time. */
const MAX_ROWS = 100_000;
const ROW_PX = 52;

export interface Column<Row> {
  name: string;
  cell: (row: Row) => ReactNode;
  /** Of the grid; default an equal share. */
  width?: string;
  /** On a phone: beside the title, a line of its own (default), or nowhere. */
  narrow?: 'title' | 'side' | 'line' | 'hide';
  numeric?: boolean;
}

export interface PageOf<Row> {
  data: Row[];
  total: number;
  has_more?: boolean;
}

interface TableProps<Row> {
  name: string;
  /** What the list depends on; rows of another key are other rows. */
  address: readonly unknown[];
  load: (paging: { page: number; per_page: number }) => Promise<PageOf<Row>>;
  rowId: (row: Row) => string;
  columns: readonly Column<Row>[];
  empty: ReactNode;
  /** Read anew so often. */
  refreshMs?: number;
  /** Only the newest page, so that what arrives does not move what is being read further down. */
  latestOnly?: boolean;
  counted?: { one: string; other: string };
}

export function ResourceTable<Row>(props: TableProps<Row>) {
  const { name, address, load, rowId, columns, empty, refreshMs, latestOnly, counted } = props;
  const [pages, setPages] = useState<readonly number[]>([1]);
  const [top, setTop] = useState(0);
  const wanted = latestOnly ? [1] : pages;
  const asked = useQueries({
    queries: wanted.map((page) => ({
      queryKey: ['get', ...address, 'page', page],
      queryFn: () => load({ page, per_page: PER_PAGE }),
      refetchInterval: refreshMs,
      // while a filter changes the rows stay, but never those of another project or member
      placeholderData: (before: PageOf<Row> | undefined, query?: { queryKey: readonly unknown[] }) =>
        page === 1 && JSON.stringify(query?.queryKey[2]) === JSON.stringify(address[1]) ? before : undefined,
    })),
  });
  const first = asked[wanted.indexOf(1)];
  const total = first?.data?.total ?? 0;
  const rows = Math.min(total, latestOnly ? PER_PAGE : MAX_ROWS);
  const virtual = useWindowVirtualizer({
    count: rows,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollMargin: top,
    onChange: ({ range }) => range && setPages((before) => pagesFor(range, before)),
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rows]);

  if (!first?.data)
    return first?.error ? <Failure error={first.error} retry={() => void first.refetch()} /> : <Loading />;
  if (rows === 0) return empty;
  const rowAt = (index: number): Row | undefined =>
    asked[wanted.indexOf(Math.floor(index / PER_PAGE) + 1)]?.data?.data[index % PER_PAGE];
  const template = { '--columns': columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ') } as CSSProperties;
  return (
    <div className="stack">
      {counted && <p className="muted small">{countOf(counted, total)}</p>}
      <div className="table" role="table" aria-label={name} aria-rowcount={rows + 1} style={template}>
        <div className="table-head" role="rowgroup">
          <div className="table-row" role="row" aria-rowindex={1}>
            {columns.map((column) => (
              <div className="cell" role="columnheader" key={column.name} data-numeric={column.numeric || undefined}>
                {column.name}
              </div>
            ))}
          </div>
        </div>
        <div
          className="table-body"
          role="rowgroup"
          ref={(body) => setTop((before) => body?.offsetTop ?? before)}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div
                className="table-row"
                role="row"
                aria-rowindex={index + 2}
                key={row ? rowId(row) : `row ${index}`}
                data-index={index}
                data-row={row ? rowId(row) : undefined}
                ref={virtual.measureElement}
                style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
              >
                {row ? <Cells row={row} columns={columns} /> : <Waiting columns={columns.length} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface CellsProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
}

/** Drawn once: while one scrolls the same rows with the same columns come by in every frame. */
const Cells = memo(function Cells<Row>({ row, columns }: CellsProps<Row>) {
  return columns.map((column) => (
    <div
      className="cell"
      role="cell"
      key={column.name}
      data-narrow={column.narrow ?? 'line'}
      data-name={column.name}
      data-numeric={column.numeric || undefined}
    >
      {column.cell(row)}
    </div>
  ));
}) as <Row>(props: CellsProps<Row>) => ReactNode;

function Waiting({ columns }: { columns: number }) {
  return (
    <div className="cell" role="cell" aria-colspan={columns}>
      <div className="skeleton">
        <span className="unseen">{texts.states.loading}</span>
      </div>
    </div>
  );
}

function pagesFor(range: { startIndex: number; endIndex: number }, before: readonly number[]): readonly number[] {
  const from = Math.floor(range.startIndex / PER_PAGE) + 1;
  const to = Math.floor(range.endIndex / PER_PAGE) + 1;
  const now = [...new Set([1, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)])];
  return now.join() === before.join() ? before : now;
}
