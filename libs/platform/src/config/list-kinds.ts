/** Origins and address ranges as operators write them, read by parsers. */
import { isIP } from 'node:net';
import type { ListKind } from './env.js';

/** `https://palms.example.com`, with or without a slash at the end; an IPv6 address stands in brackets. */
export const ORIGINS: ListKind = {
  wanted: 'origins such as https://palms.example.com',
  read: (part) => {
    if (!/^https?:\/\//i.test(part) || !URL.canParse(part)) return null;
    const url = new URL(part);
    const bare =
      url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && !/[?#]/.test(part);
    return bare ? url.origin : null;
  },
};

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
export const ADDRESS_RANGES: ListKind = {
  wanted: 'addresses or ranges such as 10.0.0.7 or 10.0.0.0/8',
  read: (part) => {
    const [address = '', bits, ...rest] = part.replace(/^\[(.*)\](?=\/|$)/, '$1').split('/');
    const family = isIP(address);
    if (family === 0 || rest.length > 0 || address.includes('%')) return null;
    if (bits === undefined) return address;
    return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128) ? `${address}/${Number(bits)}` : null;
  },
};

/** Whether a range holds more addresses than one of so many leading bits. */
export function isWiderThan(range: string, bits: number): boolean {
  const own = range.split('/')[1];
  return own !== undefined && Number(own) < bits;
}
