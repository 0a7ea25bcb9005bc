/**
 * Codes against the probe at every shift, two shifts at a time: the scan of the coarse prefixes, and the refining.
 *
 * A block holds 32 templates transposed, so one vector is the same byte of 16 templates. A half byte (four cells) looks
 * up how many of its bits differ from the probe's, for two shifts in one table entry: low four bits the first shift, high
 * four the second. Three look-ups add up to at most 12 a field and so cannot run over. Of their sum two accumulators
 * are kept: `r` adds it whole and `h` shifted right by four, across the two bytes of a 16-bit lane because WebAssembly
 * has no byte shift as cheap. Everything counts modulo 256; `Lanes.second` and `first` solve for the two counts.
 *
 * A code is counted in parts of at most 48 bytes: one for a sketch, two for a prefix, four for a whole coarse code. The
 * mean of the parts (rounded up, pair by pair) is the distance. The loops are spelled out in one function because V8 allocates registers
 * best so: 1.4 times the speed of smaller functions.
 */
import { Lanes } from './lanes';

/** One flag a template, behind its block's parts. */
const FLAGS: usize = 32;
/** Table bytes of five pairs of shifts for three bytes: pair by pair three tables of 16 for lower halves, then upper. */
const STEP: usize = 5 * 2 * 3 * 16;
/** After the tables of a group: what the unpaired cells of each of its ten shifts add. */
const PADS: usize = 16;

/**
 * Writes one byte a template to `out`: its least distance over all shifts, at most 254; 255 when its flag says so; and
 * which shift that was to `which`, unless that is 0. Blocks lie `stride` bytes apart; of each, `parts` parts (1, 2 or 4)
 * of `part` bytes are compared. `tables` holds `groups` groups of ten shifts.
 */
export function scan(
  blocks: usize,
  count: u32,
  stride: usize,
  part: usize,
  parts: u32,
  tables: usize,
  groups: u32,
  out: usize,
  which: usize,
): void {
  const end = blocks + stride * usize(count);
  const m = i8x16.splat(15);
  for (let block = blocks; block < end; block += stride) {
    for (let side: usize = 0; side < 32; side += 16) {
      let best = i8x16.splat(254 as i8);
      let at = i8x16.splat(0);
      let t = tables;
      for (let group: u32 = 0; group < groups; group++) {
        let first0 = m,
          second0 = m,
          early0 = m,
          late0 = m;
        let first1 = m,
          second1 = m,
          early1 = m,
          late1 = m;
        let first2 = m,
          second2 = m,
          early2 = m,
          late2 = m;
        let first3 = m,
          second3 = m,
          early3 = m,
          late3 = m;
        let first4 = m,
          second4 = m,
          early4 = m,
          late4 = m;
        for (let nth: u32 = 0; nth < parts; nth++) {
          let r0 = i8x16.splat(0),
            h0 = r0;
          let r1 = i8x16.splat(0),
            h1 = r1;
          let r2 = i8x16.splat(0),
            h2 = r2;
          let r3 = i8x16.splat(0),
            h3 = r3;
          let r4 = i8x16.splat(0),
            h4 = r4;
          let from = block + side + usize(nth) * part;
          const stop = from + part;
          do {
            const a = v128.load(from),
              b = v128.load(from, 32),
              c = v128.load(from, 64);
            {
              const x = v128.and(a, m),
                y = v128.and(b, m),
                z = v128.and(c, m);
              const s0 = Lanes.look3(v128.load(t, 0), v128.load(t, 16), v128.load(t, 32), x, y, z);
              r0 = i8x16.add(r0, s0);
              h0 = i8x16.add(h0, i16x8.shr_u(s0, 4));
              const s1 = Lanes.look3(v128.load(t, 96), v128.load(t, 112), v128.load(t, 128), x, y, z);
              r1 = i8x16.add(r1, s1);
              h1 = i8x16.add(h1, i16x8.shr_u(s1, 4));
              const s2 = Lanes.look3(v128.load(t, 192), v128.load(t, 208), v128.load(t, 224), x, y, z);
              r2 = i8x16.add(r2, s2);
              h2 = i8x16.add(h2, i16x8.shr_u(s2, 4));
              const s3 = Lanes.look3(v128.load(t, 288), v128.load(t, 304), v128.load(t, 320), x, y, z);
              r3 = i8x16.add(r3, s3);
              h3 = i8x16.add(h3, i16x8.shr_u(s3, 4));
              const s4 = Lanes.look3(v128.load(t, 384), v128.load(t, 400), v128.load(t, 416), x, y, z);
              r4 = i8x16.add(r4, s4);
              h4 = i8x16.add(h4, i16x8.shr_u(s4, 4));
            }
            {
              const x = v128.and(i16x8.shr_u(a, 4), m),
                y = v128.and(i16x8.shr_u(b, 4), m),
                z = v128.and(i16x8.shr_u(c, 4), m);
              const s0 = Lanes.look3(v128.load(t, 48), v128.load(t, 64), v128.load(t, 80), x, y, z);
              r0 = i8x16.add(r0, s0);
              h0 = i8x16.add(h0, i16x8.shr_u(s0, 4));
              const s1 = Lanes.look3(v128.load(t, 144), v128.load(t, 160), v128.load(t, 176), x, y, z);
              r1 = i8x16.add(r1, s1);
              h1 = i8x16.add(h1, i16x8.shr_u(s1, 4));
              const s2 = Lanes.look3(v128.load(t, 240), v128.load(t, 256), v128.load(t, 272), x, y, z);
              r2 = i8x16.add(r2, s2);
              h2 = i8x16.add(h2, i16x8.shr_u(s2, 4));
              const s3 = Lanes.look3(v128.load(t, 336), v128.load(t, 352), v128.load(t, 368), x, y, z);
              r3 = i8x16.add(r3, s3);
              h3 = i8x16.add(h3, i16x8.shr_u(s3, 4));
              const s4 = Lanes.look3(v128.load(t, 432), v128.load(t, 448), v128.load(t, 464), x, y, z);
              r4 = i8x16.add(r4, s4);
              h4 = i8x16.add(h4, i16x8.shr_u(s4, 4));
            }
            t += STEP;
            from += 96;
          } while (from < stop);
          if (nth == 2) {
            early0 = first0;
            late0 = second0;
            early1 = first1;
            late1 = second1;
            early2 = first2;
            late2 = second2;
            early3 = first3;
            late3 = second3;
            early4 = first4;
            late4 = second4;
          }
          const upper0 = Lanes.second(r0, h0),
            lower0 = Lanes.first(r0, upper0);
          second0 = nth & 1 ? v128.avgr<u8>(second0, upper0) : upper0;
          first0 = nth & 1 ? v128.avgr<u8>(first0, lower0) : lower0;
          const upper1 = Lanes.second(r1, h1),
            lower1 = Lanes.first(r1, upper1);
          second1 = nth & 1 ? v128.avgr<u8>(second1, upper1) : upper1;
          first1 = nth & 1 ? v128.avgr<u8>(first1, lower1) : lower1;
          const upper2 = Lanes.second(r2, h2),
            lower2 = Lanes.first(r2, upper2);
          second2 = nth & 1 ? v128.avgr<u8>(second2, upper2) : upper2;
          first2 = nth & 1 ? v128.avgr<u8>(first2, lower2) : lower2;
          const upper3 = Lanes.second(r3, h3),
            lower3 = Lanes.first(r3, upper3);
          second3 = nth & 1 ? v128.avgr<u8>(second3, upper3) : upper3;
          first3 = nth & 1 ? v128.avgr<u8>(first3, lower3) : lower3;
          const upper4 = Lanes.second(r4, h4),
            lower4 = Lanes.first(r4, upper4);
          second4 = nth & 1 ? v128.avgr<u8>(second4, upper4) : upper4;
          first4 = nth & 1 ? v128.avgr<u8>(first4, lower4) : lower4;
        }
        if (parts == 4) {
          first0 = v128.avgr<u8>(first0, early0);
          second0 = v128.avgr<u8>(second0, late0);
          first1 = v128.avgr<u8>(first1, early1);
          second1 = v128.avgr<u8>(second1, late1);
          first2 = v128.avgr<u8>(first2, early2);
          second2 = v128.avgr<u8>(second2, late2);
          first3 = v128.avgr<u8>(first3, early3);
          second3 = v128.avgr<u8>(second3, late3);
          first4 = v128.avgr<u8>(first4, early4);
          second4 = v128.avgr<u8>(second4, late4);
        }

        first0 = v128.add_sat<u8>(first0, v128.load8_splat(t, 0));
        second0 = v128.add_sat<u8>(second0, v128.load8_splat(t, 1));
        first1 = v128.add_sat<u8>(first1, v128.load8_splat(t, 2));
        second1 = v128.add_sat<u8>(second1, v128.load8_splat(t, 3));
        first2 = v128.add_sat<u8>(first2, v128.load8_splat(t, 4));
        second2 = v128.add_sat<u8>(second2, v128.load8_splat(t, 5));
        first3 = v128.add_sat<u8>(first3, v128.load8_splat(t, 6));
        second3 = v128.add_sat<u8>(second3, v128.load8_splat(t, 7));
        first4 = v128.add_sat<u8>(first4, v128.load8_splat(t, 8));
        second4 = v128.add_sat<u8>(second4, v128.load8_splat(t, 9));
        if (which != 0) {
          const shift = i8x16.splat(i8(group * 10));
          let least = best;
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(0)), at, v128.lt<u8>(first0, least));
          least = v128.min<u8>(least, first0);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(1)), at, v128.lt<u8>(second0, least));
          least = v128.min<u8>(least, second0);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(2)), at, v128.lt<u8>(first1, least));
          least = v128.min<u8>(least, first1);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(3)), at, v128.lt<u8>(second1, least));
          least = v128.min<u8>(least, second1);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(4)), at, v128.lt<u8>(first2, least));
          least = v128.min<u8>(least, first2);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(5)), at, v128.lt<u8>(second2, least));
          least = v128.min<u8>(least, second2);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(6)), at, v128.lt<u8>(first3, least));
          least = v128.min<u8>(least, first3);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(7)), at, v128.lt<u8>(second3, least));
          least = v128.min<u8>(least, second3);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(8)), at, v128.lt<u8>(first4, least));
          least = v128.min<u8>(least, first4);
          at = v128.bitselect(i8x16.add(shift, i8x16.splat(9)), at, v128.lt<u8>(second4, least));
          least = v128.min<u8>(least, second4);
        }
        best = v128.min<u8>(best, v128.min<u8>(first0, second0));
        best = v128.min<u8>(best, v128.min<u8>(first1, second1));
        best = v128.min<u8>(best, v128.min<u8>(first2, second2));
        best = v128.min<u8>(best, v128.min<u8>(first3, second3));
        best = v128.min<u8>(best, v128.min<u8>(first4, second4));
        t += PADS;
      }
      v128.store(out, v128.max<u8>(best, v128.load(block + side + stride - FLAGS)));
      out += 16;
      if (which != 0) {
        v128.store(which, at);
        which += 16;
      }
    }
  }
}
