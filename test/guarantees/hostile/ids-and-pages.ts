/** Ids and page numbers as nobody means them: our own list beside the vectors. */

export const OUR_IDS = [
  '%00', '%0d%0aX-Injected:1', '%252e%252e', '..%2f..%2fetc%2fpasswd', '..%5c', '%c0%ae%c0%ae', '%ed%a0%80', '%u0061', '%2F', '//', ';', '%3B',
  '.', '..', '*', '?', '%23', '%3F', '%20', '+', '00000000-0000-0000-0000-000000000000', 'ffffffffffffffffffffffffffffffff',
  'urn:uuid:01890000-0000-7000-8000-000000000000', '01890000000070008000000000000000', '01890000-0000-7000-8000-00000000000g', '1e309', 'true',
  'undefined', '__proto__', 'prototype', 'hasOwnProperty', '%7B%7D', '%5B%5D', "%27%3Bselect%20pg_sleep(9)--", '%E2%80%8B', '%EF%BB%BF', '%F0%9F%98%80',
  'a'.repeat(501), 'a'.repeat(8000), '01890000-0000-7000-8000-000000000000%00', '01890000-0000-7000-8000-000000000000/', '-0', '1.0', '０', 'self', 'dev', 'null%00',
]; // prettier-ignore

export const OUR_PAGES = [
  'page=', 'page=-1', 'page=+1', 'page=%2B1', 'page=1%20', 'page=1%0a', 'page=01e0', 'page=1,2', 'page=1&page=2', 'page[0]=1', 'page[a]=1', 'page.x=1', 'page=null', 'page=true',
  'page=NaN', 'page=-Infinity', 'page=%EF%BC%91', 'page=%D9%A1', 'page=1_000', 'page=1n', 'page=0b1', 'page=0o7', 'page=99999999999999999999', 'page=1e-7', 'per_page=0',
  'per_page=-10', 'per_page=', 'per_page=10&per_page=20', 'per_page[]=10', 'per_page=101', 'per_page=2147483648', 'per_page=10.0', 'per_page=%00', 'per_page=20%00',
  'cursor=', 'cursor=%00', 'cursor=AAAA&page=1', 'cursor[]=x', `cursor=${'A'.repeat(5000)}`, 'cursor=%F0%9F%98%80', 'cursor=null', "cursor=' OR 1=1--", 'limit=10', 'offset=5',
  'sort=created_at', 'order_by=1;select', 'fields=*', 'include=secret', 'filter[x]=1', '__proto__=1', 'constructor=1', '__proto__.x=1', 'constructor[prototype][x]=1',
  'toString=1', 'page=1&__proto__=2', '%70age=0', 'page%00=1', 'PAGE=1', 'page=1;per_page=10', '=', '=1', '%=1', '%zz=1', 'page=%zz', 'page=%', '%00', 'a'.repeat(6000) + '=1',
  'start=x', 'end=2026-02-30T00:00:00Z', 'start=2026-01-01T00:00:00Z&start=2026-01-02T00:00:00Z', 'start[]=2026-01-01T00:00:00Z', 'start=infinity', 'start=-infinity', 'start=now',
  'start=today', 'start=1700000000', 'start=2026-13-01T00:00:00Z', 'start=2026-01-01T24:00:00Z', 'start=2026-01-01T00:00:60Z', 'start=2026-01-01', 'start=%2B275760-09-13T00:00:00Z',
]; // prettier-ignore

/** Those of the list that mean the same as a plain number or an unrelated nothing, and may be answered. */
export const HARMLESS_PAGES = new Set(['=', 'per_page=101']); // some lists take 10,000
