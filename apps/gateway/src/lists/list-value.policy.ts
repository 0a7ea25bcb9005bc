/** One spelling for each value of a list: what is the same is stored, found and compared as the same text. */
import { isIPv4, isIPv6 } from 'node:net';
import { isLine } from '#platform/http';
import { isUuid } from '#platform/ids';
import type { ListType } from './list.entity.js';

const MAX_EXTERNAL_ID = 200;
/** IPv4 in IPv6, as a URL writes it: `::ffff:c000:207`. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** @returns null for text that cannot stand on a list of that type */
export function canonicalValue(type: ListType, text: string): string | null {
  switch (type) {
    case 'member':
    case 'device':
      return isUuid(text) ? text : null;
    case 'ip':
      return canonicalAddress(text);
    case 'external_id':
      return canonicalExternalId(text);
  }
}

/** IPv4 in dotted decimals, IPv6 in RFC 5952's form, IPv4 in IPv6 as IPv4; null for anything else, zones and ranges included. */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes('%')) return null;
  const six = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(six);
  if (!mapped) return six;
  const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** As members keep it: Unicode NFC without white space around it. */
function canonicalExternalId(text: string): string | null {
  const tidy = text.normalize('NFC').trim();
  return tidy.length >= 1 && tidy.length <= MAX_EXTERNAL_ID && isLine(tidy) ? tidy : null;
}
