/** The scan's look-up tables, in the order assembly/scan.ts walks through them. */
import { COARSE_PLANE_BYTES, unpairedUnits, type ShiftedCoarse } from '../shifted-code.js';

/** Shifts of one group: five pairs. */
const GROUP = 10;
/** Bytes looked at in one step. */
const STEP = 3;
const PADS = 16;

/** Table bytes of one group for a code of so many bytes. */
export function groupBytes(codeBytes: number): number {
  return (codeBytes * 2 * 16 * GROUP) / 2 + PADS;
}

const ONES = Uint8Array.from({ length: 16 }, (_, v) => (v & 1) + ((v >> 1) & 1) + ((v >> 2) & 1) + (v >> 3));

export function groupsOf(codes: readonly ShiftedCoarse[]): number {
  return Math.ceil(codes.length / GROUP);
}

/** For codes cut to `codeBytes`; places left over in the last group repeat its first code. */
export function writeTables(codes: readonly ShiftedCoarse[], codeBytes: number, into: Uint8Array): void {
  for (let group = 0; group < groupsOf(codes); group++) {
    const first = group * GROUP;
    const members = Array.from({ length: GROUP }, (_, i) => codes[first + i] ?? codes[first]);
    const at = group * groupBytes(codeBytes);
    writeGroup(members, codeBytes, into.subarray(at, at + groupBytes(codeBytes)));
  }
}

function writeGroup(members: readonly ShiftedCoarse[], codeBytes: number, into: Uint8Array): void {
  let at = 0;
  for (let byte = 0; byte < codeBytes; byte += STEP) {
    for (let pair = 0; pair < GROUP; pair += 2) {
      for (const half of [0, 4]) {
        for (let b = byte; b < byte + STEP; b++, at += 16) {
          writeEntry([members[pair], members[pair + 1]], { b, half }, into.subarray(at, at + 16));
        }
      }
    }
  }
  members.forEach((code, i) => (into[at + i] = unpairedUnits(code)));
}

function writeEntry(pair: ShiftedCoarse[], at: { b: number; half: number }, entry: Uint8Array): void {
  const [first, second] = pair.map(({ bits, mask }) => ({
    bits: (bits[at.b] >> at.half) & 15,
    mask: (mask[at.b % COARSE_PLANE_BYTES] >> at.half) & 15,
  }));
  for (let value = 0; value < 16; value++) {
    const low = ONES[(value ^ first.bits) & first.mask];
    entry[value] = low | (ONES[(value ^ second.bits) & second.mask] << 4);
  }
}
