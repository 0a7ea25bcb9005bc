/** Small steps of the loops, always inlined. */

export class Lanes {
  /** Sum of three look-ups. The indices are below 16: nothing is left to what a relaxed instruction may choose. */
  @inline static look3(a: v128, b: v128, c: v128, x: v128, y: v128, z: v128): v128 {
    return i8x16.add(i8x16.add(Lanes.look(a, x), Lanes.look(b, y)), Lanes.look(c, z));
  }

  /**
   * Count of the second shift. Per 16-bit lane with bytes 1 (upper) and 0: r1 = f1 + 16·s1 and r0 = f0 + 16·s0, where f
   * and s are the counts of the first and second shift; h1 = s1, h0 = s0 + 16·f1, since the shift by four moved f1 down.
   */
  @inline static second(r: v128, h: v128): v128 {
    const f1 = i16x8.sub(i16x8.shr_u(r, 8), i16x8.shl(i16x8.shr_u(h, 8), 4));
    return i8x16.sub(h, v128.and(i16x8.shl(f1, 4), i16x8.splat(255)));
  }

  /** Count of the first shift, from that of the second. */
  @inline static first(r: v128, second: v128): v128 {
    return i8x16.sub(r, i8x16.shl(second, 4));
  }

  @inline static pad(distance: v128, unpaired: v128): v128 {
    return v128.add_sat<u8>(distance, unpaired);
  }

  @inline static look(table: v128, index: v128): v128 {
    return ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(table, index) : i8x16.swizzle(table, index);
  }

  /** Sum of 16 unsigned bytes. */
  @inline static sum(bytes: v128): u32 {
    const words = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
    const pairs = i32x4.add(words, v128.shuffle<u32>(words, words, 2, 3, 0, 1));
    return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
  }
}
