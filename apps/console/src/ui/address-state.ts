/** Filters, search, tab, range and place of a page, kept in its address: back, reload and a shared link keep them. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

type State<Name extends string> = Partial<Record<Name, string>>;
type Change<Name extends string> = (change: { [Key in Name]?: string | undefined }, how?: 'push' | 'replace') => void;

/** Of each address that was shown in this tab, for the links that lead back to it. */
const lastSearch = new Map<string, Record<string, string>>();

/** `push` makes a step that Back undoes; `replace` is for what changes while one types or scrolls. */
export function useAddressState<const Name extends string>(): [State<Name>, Change<Name>] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const change = useCallback<Change<Name>>(
    (next, how = 'push') =>
      void navigate({
        to: '.',
        search: ((before: Record<string, string>) => withoutEmpty({ ...before, ...next })) as never,
        replace: how === 'replace',
        resetScroll: false,
      }),
    [navigate],
  );
  return [search as State<Name>, change];
}

function withoutEmpty(search: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

export function rememberSearch(pathname: string, search: Record<string, string>): void {
  lastSearch.set(pathname, search);
}

/** The state in which a page was left. */
export const lastSearchOf = (pathname: string): Record<string, string> => lastSearch.get(pathname) ?? {};

/** Every value is a text, so that an id or a number survives as it was written. */
export const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  ).toString();
  return query && `?${query}`;
}
