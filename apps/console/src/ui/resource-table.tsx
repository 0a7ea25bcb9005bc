/** A list of any length: only the rows in sight exist, only their pages are loaded, and the address keeps the place. */
import { useQueries } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { count as countOf, fill, number, texts } from '../texts/texts.ts';
import { useAddressState } from './address-state.ts';
import { Failure, Loading } from './states.tsx';
import { type Column, Row, WaitingRow } from './table-row.tsx';

export type { Column } from './table-row.tsx';

const PER_PAGE = 100;
/** `page × per_page` of the API ends there; older rows are found by a narrower time range. */
const MAX_ROWS = 100_000;
const ROW_PX = 52;
const PLACE_KEPT_AFTER_MS = 400;

export interface PageOf<Item> {
  data: Item[];
  total: number;
  has_more?: boolean;
}

export interface Selection<Item> {
  has: (id: string) => boolean;
  toggle: (id: string, item: Item) => void;
  labelOf: (item: Item) => string;
}

interface TableProps<Item> {
  name: string;
  /** What the list depends on; rows of another key are other rows. */
  address: readonly unknown[];
  load: (paging: { page: number; per_page: number }) => Promise<PageOf<Item>>;
  rowId: (item: Item) => string;
  columns: readonly Column<Item>[];
  empty: ReactNode;
  /** Read again at this interval. */
  refreshMs?: number;
  /** Only the newest page, so that what arrives does not move what is being read further down. */
  latestOnly?: boolean;
  counted?: { one: string; other: string };
  selection?: Selection<Item>;
}

export function ResourceTable<Item>(props: TableProps<Item>) {
  const { name, rowId, columns, empty, latestOnly = false, counted, selection } = props;
  const { first, total, rowAt, setPages } = usePages(props);
  const [top, setTop] = useState(0);
  const rows = Math.min(total, latestOnly ? PER_PAGE : MAX_ROWS);
  const [settledAt, setSettledAt] = useState<number | null>(null);
  const virtual = useWindowVirtualizer({
    count: rows,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollMargin: top,
    onChange: ({ range, isScrolling }) => {
      if (!range) return;
      setPages((before) => pagesFor(range, before));
      if (!isScrolling) setSettledAt(range.startIndex);
    },
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rows]);
  usePlace(latestOnly ? null : settledAt, rows > 0, (row) => virtual.scrollToIndex(row, { align: 'start' }));

  if (!first?.data)
    return first?.error ? <Failure error={first.error} retry={() => void first.refetch()} /> : <Loading />;
  if (rows === 0) return empty;
  const widths = columns.map(({ width }) => width ?? 'minmax(0, 1fr)');
  const template = { '--columns': [...(selection ? ['1.25rem'] : []), ...widths].join(' ') } as CSSProperties;
  return (
    <div className="stack">
      {counted && <p className="muted small">{countOf(counted, total)}</p>}
      {!latestOnly && total > MAX_ROWS && (
        <p className="muted small">{fill(texts.states.not_all, { n: number(MAX_ROWS) })}</p>
      )}
      <div className="table" role="table" aria-label={name} aria-rowcount={rows + 1} style={template}>
        <TableHead columns={columns} selectable={selection !== undefined} />
        <div
          className="table-body"
          role="rowgroup"
          ref={(body) => setTop((before) => body?.offsetTop ?? before)}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const item = rowAt(index);
            return (
              <div
                className="table-row"
                role="row"
                aria-rowindex={index + 2}
                key={item ? rowId(item) : `row ${index}`}
                data-index={index}
                data-row={item ? rowId(item) : undefined}
                ref={virtual.measureElement}
                style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
              >
                {item && selection && <Selector item={item} id={rowId(item)} selection={selection} />}
                {item ? <Row item={item} columns={columns} /> : <WaitingRow columns={columns.length} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function usePages<Item>({ address, load, refreshMs, latestOnly }: TableProps<Item>) {
  const [pages, setPages] = useState<readonly number[]>([1]);
  const wanted = latestOnly ? [1] : pages;
  const results = useQueries({
    queries: wanted.map((page) => ({
      queryKey: ['get', ...address, 'page', page],
      queryFn: () => load({ page, per_page: PER_PAGE }),
      refetchInterval: refreshMs,
      // while a filter changes the rows stay, but never those of another project or member
      placeholderData: (before: PageOf<Item> | undefined, query?: { queryKey: readonly unknown[] }) =>
        page === 1 && JSON.stringify(query?.queryKey[2]) === JSON.stringify(address[1]) ? before : undefined,
    })),
  });
  const first = results[wanted.indexOf(1)];
  return {
    first,
    total: first?.data?.total ?? 0,
    setPages,
    rowAt: (index: number): Item | undefined =>
      results[wanted.indexOf(Math.floor(index / PER_PAGE) + 1)]?.data?.data[index % PER_PAGE],
  };
}

/** Writes the first row in sight to the address when scrolling has ended, and goes back there when the page opens. */
function usePlace(settledAt: number | null, ready: boolean, scrollTo: (row: number) => void): void {
  const [{ row }, change] = useAddressState<'row'>();
  const restored = useRef(false);
  useEffect(() => {
    if (!ready || restored.current) return;
    restored.current = true;
    const target = Number(row);
    if (Number.isInteger(target) && target > 0) scrollTo(target);
  });
  useEffect(() => {
    if (settledAt === null || !restored.current || String(settledAt || '') === (row ?? '')) return;
    const timer = setTimeout(
      () => change({ row: settledAt === 0 ? undefined : String(settledAt) }, 'replace'),
      PLACE_KEPT_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [settledAt, row, change]);
}

function TableHead<Item>({ columns, selectable }: { columns: readonly Column<Item>[]; selectable: boolean }) {
  return (
    <div className="table-head" role="rowgroup">
      <div className="table-row" role="row" aria-rowindex={1}>
        {selectable && (
          <div className="cell" role="columnheader">
            <span className="unseen">{texts.selection.column}</span>
          </div>
        )}
        {columns.map((column) => (
          <div className="cell" role="columnheader" key={column.name} data-numeric={column.numeric || undefined}>
            {column.name}
          </div>
        ))}
      </div>
    </div>
  );
}

function Selector<Item>({ item, id, selection }: { item: Item; id: string; selection: Selection<Item> }) {
  return (
    <div className="cell selector" role="cell">
      <input
        type="checkbox"
        aria-label={fill(texts.selection.select, { name: selection.labelOf(item) })}
        checked={selection.has(id)}
        onChange={() => selection.toggle(id, item)}
      />
    </div>
  );
}

function pagesFor(range: { startIndex: number; endIndex: number }, before: readonly number[]): readonly number[] {
  const from = Math.floor(range.startIndex / PER_PAGE) + 1;
  const to = Math.floor(range.endIndex / PER_PAGE) + 1;
  const now = [...new Set([1, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)])];
  return now.join() === before.join() ? before : now;
}
