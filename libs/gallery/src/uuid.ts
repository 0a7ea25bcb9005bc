/** A uuid as four words, since a million strings would cost more memory than their palms' coarse codes. */

/** Value of a hexadecimal digit by its character code; 255 for anything else. */
const DIGITS = new Uint8Array(128).fill(255);
for (let value = 0; value < 16; value++) {
  for (const digit of [value.toString(16), value.toString(16).toUpperCase()]) DIGITS[digit.charCodeAt(0)] = value;
}
const LENGTH = 36;

/** Writes the words at `at`; throws a RangeError for anything but a uuid. */
export function writeUuid(uuid: string, into: Uint32Array, at: number): void {
  let word = at;
  let value = 0;
  let digits = 0;
  let bad = uuid.length === LENGTH ? 0 : 255;
  for (let i = 0; i < LENGTH; i++) {
    const code = uuid.charCodeAt(i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      bad |= code ^ 45;
      continue;
    }
    const digit = code < 128 ? DIGITS[code] : 255;
    bad |= digit & 0xf0;
    value = (value << 4) | digit;
    if ((++digits & 7) === 0) into[word++] = value;
  }
  if (bad !== 0) throw new RangeError('not a uuid');
}

export function readUuid(from: Uint32Array, at: number): string {
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => from[at + i].toString(16).padStart(8, '0'));
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}
