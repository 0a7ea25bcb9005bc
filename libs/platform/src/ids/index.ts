/** UUIDv7 ids (RFC 9562): they sort by creation time, which keeps pages and indexes in order. */
import { randomFillSync } from 'node:crypto';

declare const brand: unique symbol;
/** A string that only the right noun's functions accept. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for the one spelling that we hand out: lower case, with dashes. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

const pool = new Uint8Array(10 * 256);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/** A new id for the moment `nowMs`; ids of one process rise strictly even within a millisecond. */
export function newId<Id extends string = string>(nowMs: number): Id {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += 10));
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = ((random[0]! & 0x07) << 8) | random[1]!;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const high = (0x7000 | sequence).toString(16);
  const bytes = Buffer.from(random.subarray(2));
  bytes[0] = (bytes[0]! & 0x3f) | 0x80;
  const tail = bytes.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${tail.slice(0, 4)}-${tail.slice(4)}` as Id;
}
