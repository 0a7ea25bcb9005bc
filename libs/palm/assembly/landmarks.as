/*
 * The few operations of the hand landmark network in 32-bit floats. Nothing is fused or relaxed, and every sum has one
 * order: the same bits on every machine. Addresses are bytes, sizes are numbers of floats.
 */

/** c[m×n] = a[m×k] · b[k×n] + bias, held within 0…6 where asked; m a multiple of 4, n of 8. Four rows by eight columns at a time. */
export function multiply(a: usize, b: usize, bias: usize, c: usize, m: i32, k: i32, n: i32, hold: bool): void {
  const zero = f32x4.splat(0);
  const six = f32x4.splat(6);
  const rowOfA = <usize>(k << 2);
  const rowOfB = <usize>(n << 2);
  for (let column = 0; column < n; column += 8) {
    const from = <usize>(column << 2);
    const bias0 = v128.load(bias + from);
    const bias1 = v128.load(bias + from, 16);
    for (let row = 0; row < m; row += 4) {
      let c00 = bias0, c01 = bias1;
      let c10 = bias0, c11 = bias1;
      let c20 = bias0, c21 = bias1;
      let c30 = bias0, c31 = bias1;
      let inA = a + <usize>row * rowOfA;
      let inB = b + from;
      for (let i = 0; i < k; i++) {
        const b0 = v128.load(inB);
        const b1 = v128.load(inB, 16);
        const a0 = v128.load32_splat(inA);
        const a1 = v128.load32_splat(inA + rowOfA);
        const a2 = v128.load32_splat(inA + 2 * rowOfA);
        const a3 = v128.load32_splat(inA + 3 * rowOfA);
        c00 = f32x4.add(c00, f32x4.mul(a0, b0));
        c01 = f32x4.add(c01, f32x4.mul(a0, b1));
        c10 = f32x4.add(c10, f32x4.mul(a1, b0));
        c11 = f32x4.add(c11, f32x4.mul(a1, b1));
        c20 = f32x4.add(c20, f32x4.mul(a2, b0));
        c21 = f32x4.add(c21, f32x4.mul(a2, b1));
        c30 = f32x4.add(c30, f32x4.mul(a3, b0));
        c31 = f32x4.add(c31, f32x4.mul(a3, b1));
        inA += 4;
        inB += rowOfB;
      }
      if (hold) {
        c00 = f32x4.min(f32x4.max(c00, zero), six);
        c01 = f32x4.min(f32x4.max(c01, zero), six);
        c10 = f32x4.min(f32x4.max(c10, zero), six);
        c11 = f32x4.min(f32x4.max(c11, zero), six);
        c20 = f32x4.min(f32x4.max(c20, zero), six);
        c21 = f32x4.min(f32x4.max(c21, zero), six);
        c30 = f32x4.min(f32x4.max(c30, zero), six);
        c31 = f32x4.min(f32x4.max(c31, zero), six);
      }
      const out = c + <usize>row * rowOfB + from;
      v128.store(out, c00);
      v128.store(out, c01, 16);
      v128.store(out + rowOfB, c10);
      v128.store(out + rowOfB, c11, 16);
      v128.store(out + 2 * rowOfB, c20);
      v128.store(out + 2 * rowOfB, c21, 16);
      v128.store(out + 3 * rowOfB, c30);
      v128.store(out + 3 * rowOfB, c31, 16);
    }
  }
}

/** Depthwise convolution of a square, channels last (a multiple of 4), padded on every side as TensorFlow's SAME, held within 0…6. */
export function filterChannels(
  x: usize, w: usize, bias: usize, y: usize, side: i32, channels: i32, size: i32, stride: i32, pad: i32, outSide: i32,
): void {
  const zero = f32x4.splat(0);
  const six = f32x4.splat(6);
  const next = <usize>(channels << 2);
  for (let i = 0; i < outSide; i++) {
    for (let j = 0; j < outSide; j++) {
      const top = i * stride - pad;
      const left = j * stride - pad;
      const firstRow = max(0, -top), endRow = min(size, side - top);
      const firstColumn = max(0, -left), endColumn = min(size, side - left);
      for (let channel = 0; channel < channels; channel += 4) {
        let sum = v128.load(bias + <usize>(channel << 2));
        for (let row = firstRow; row < endRow; row++) {
          let inX = x + <usize>((((top + row) * side + left + firstColumn) * channels + channel) << 2);
          let inW = w + <usize>(((row * size + firstColumn) * channels + channel) << 2);
          for (let column = firstColumn; column < endColumn; column++) {
            sum = f32x4.add(sum, f32x4.mul(v128.load(inX), v128.load(inW)));
            inX += next;
            inW += next;
          }
        }
        v128.store(y + <usize>(((i * outSide + j) * channels + channel) << 2), f32x4.min(f32x4.max(sum, zero), six));
      }
    }
  }
}

/** y += x, a multiple of 4 floats. */
export function add(x: usize, y: usize, length: i32): void {
  const end = <usize>(length << 2);
  for (let i: usize = 0; i < end; i += 16) v128.store(y + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
}
