/** The cells of one row of a long list. */
import { memo, type ReactNode } from 'react';
import { texts } from '../texts/texts.ts';

export interface Column<Item> {
  name: string;
  cell: (item: Item) => ReactNode;
  /** Of the grid; default an equal share. */
  width?: string;
  /** On a phone: beside the title, a line of its own (default), or nowhere. */
  narrow?: 'title' | 'side' | 'line' | 'hide';
  numeric?: boolean;
}

interface RowProps<Item> {
  item: Item;
  columns: readonly Column<Item>[];
}

/** Rendered once: while one scrolls the same rows with the same columns come by in every frame. */
export const Row = memo(function Row<Item>({ item, columns }: RowProps<Item>) {
  return columns.map((column) => (
    <div
      className="cell"
      role="cell"
      key={column.name}
      data-narrow={column.narrow ?? 'line'}
      data-name={column.name}
      data-numeric={column.numeric || undefined}
    >
      {column.cell(item)}
    </div>
  ));
}) as <Item>(props: RowProps<Item>) => ReactNode;

export function WaitingRow({ columns }: { columns: number }) {
  return (
    <div className="cell" role="cell" aria-colspan={columns}>
      <div className="skeleton">
        <span className="unseen">{texts.states.loading}</span>
      </div>
    </div>
  );
}
