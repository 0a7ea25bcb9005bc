/** Random numbers that a string seed decides: the same sequence on every machine. */
// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { floor, imul, log, sqrt } = Math;

export class Random {
  private readonly state = new Uint32Array(4);
  private spare: number | null = null;

  constructor(seed: string) {
    let hash = 0x811c9dc5;
    for (let word = 0; word < 4; word++) {
      for (const char of `${word}:${seed}`) hash = imul(hash ^ char.codePointAt(0)!, 0x01000193);
      hash = imul(hash ^ (hash >>> 16), 0x45d9f3b);
      this.state[word] = hash ^ (hash >>> 13);
    }
    for (let turn = 0; turn < 12; turn++) this.next();
  }

  /** In [0, 1), 32 bits; sfc32 (Doty-Humphrey). */
  next(): number {
    const s = this.state;
    const out = (s[0] + s[1] + s[3]) >>> 0;
    s[3]++;
    s[0] = s[1] ^ (s[1] >>> 9);
    s[1] = s[2] + (s[2] << 3);
    s[2] = ((s[2] << 21) | (s[2] >>> 11)) + out;
    return out / 4294967296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + floor(this.next() * (high - low + 1));
  }

  /** Standard normal (Box and Muller's polar form by Marsaglia). */
  normal(): number {
    if (this.spare !== null) {
      const kept = this.spare;
      this.spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * this.next() - 1;
      const v = 2 * this.next() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = sqrt((-2 * log(s)) / s);
      this.spare = v * factor;
      return u * factor;
    }
  }

  /** Marsaglia and Tsang, shape ≥ 1. */
  gamma(shape: number, scale: number): number {
    const d = shape - 1 / 3;
    const c = 1 / sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && log(1 - this.next()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v * scale;
    }
  }
}
