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

/** For half a byte of a code and of its mask: in how many bits each of the sixteen values differs, a byte each. */
const DIFFERENCES = new Uint32Array(
  Uint8Array.from({ length: 16 * 16 * 16 }, (_, at) => {
    const v = ((at & 15) ^ ((at >> 4) & 15)) & (at >> 8);
    return (v & 1) + ((v >> 1) & 1) + ((v >> 2) & 1) + (v >> 3);
  }).buffer,
);

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
  const words = new Uint32Array(into.buffer, into.byteOffset, into.length / 4);
  let at = 0;
  for (let byte = 0; byte < codeBytes; byte += STEP) {
    for (let pair = 0; pair < GROUP; pair += 2) {
      const [first, second] = [members[pair], members[pair + 1]];
      for (let half = 0; half < 8; half += 4) {
        for (let b = byte; b < byte + STEP; b++, at += 4) {
          const low = differencesOf(first, b, half);
          const high = differencesOf(second, b, half);
          for (let w = 0; w < 4; w++) words[at + w] = DIFFERENCES[low + w] | (DIFFERENCES[high + w] << 4);
        }
      }
    }
  }
  members.forEach((code, i) => (into[4 * at + i] = unpairedUnits(code)));
}

/** Where the half byte's sixteen differences begin, in words. */
function differencesOf({ bits, mask }: ShiftedCoarse, byte: number, half: number): number {
  return ((((mask[byte % COARSE_PLANE_BYTES] >> half) & 15) << 4) | ((bits[byte] >> half) & 15)) << 2;
}
