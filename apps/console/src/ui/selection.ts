/** Rows that are ticked in a list, across its pages. */
import { useCallback, useMemo, useState } from 'react';
import type { Selection } from './resource-table.tsx';

export interface SelectionState<Item> {
  items: ReadonlyMap<string, Item>;
  table: Selection<Item>;
  clear: () => void;
}

export function useSelection<Item>(labelOf: (item: Item) => string): SelectionState<Item> {
  const [items, setItems] = useState<ReadonlyMap<string, Item>>(new Map());
  const toggle = useCallback((id: string, item: Item) => {
    setItems((before) => {
      const next = new Map(before);
      if (!next.delete(id)) next.set(id, item);
      return next;
    });
  }, []);
  const clear = useCallback(() => setItems(new Map()), []);
  const table = useMemo(() => ({ has: (id: string) => items.has(id), toggle, labelOf }), [items, toggle, labelOf]);
  return { items, table, clear };
}
