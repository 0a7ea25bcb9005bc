/**
 * Google's hand landmark network (MediaPipe Hands, `hand_landmark_full`, Apache-2.0; see NOTICE) on kernels of our own:
 * one 224×224 colour crop in, 21 landmarks, presence and handedness out, the same bits on every machine.
 */
import { LANDMARK_KERNEL_BYTES } from './kernel-bytes.js';

/** Side of the crop that the network looks at, px. */
export const CROP_PX = 224;
export const LANDMARKS = 21;

export interface NetworkOutput {
  /** x, y, z of each landmark in pixels of the crop; z is depth, smaller is nearer to the camera. */
  readonly points: Float32Array;
  /** 0…1: whether there is a hand in the crop. */
  readonly presence: number;
  /** 0…1: 1 for a right hand, seen unmirrored. */
  readonly handedness: number;
  /** x, y, z of each landmark in metres, about the middle of the hand, turned as the crop. */
  readonly world: Float32Array;
}

export interface LandmarkNetwork {
  /** @param crop 224 × 224 × 3 values of 0…1, row by row */
  run(crop: Float32Array): NetworkOutput;
}

/** An inverted residual block of MobileNet v2: expand by 1×1, filter each channel, project by 1×1. */
interface Block {
  readonly expand: number;
  readonly size: 3 | 5;
  readonly stride: 1 | 2;
  readonly project: number;
}

const STEM = { size: 3, stride: 2, channels: 24, project: 16 };
const BLOCKS: readonly Block[] = [
  { expand: 64, size: 3, stride: 2, project: 24 },
  { expand: 144, size: 3, stride: 1, project: 24 },
  { expand: 144, size: 5, stride: 2, project: 40 },
  { expand: 240, size: 5, stride: 1, project: 40 },
  { expand: 240, size: 3, stride: 2, project: 80 },
  { expand: 480, size: 3, stride: 1, project: 80 },
  { expand: 480, size: 3, stride: 1, project: 80 },
  { expand: 480, size: 5, stride: 1, project: 112 },
  { expand: 672, size: 5, stride: 1, project: 112 },
  { expand: 672, size: 5, stride: 1, project: 112 },
  { expand: 672, size: 5, stride: 2, project: 192 },
  { expand: 1152, size: 5, stride: 1, project: 192 },
  { expand: 1152, size: 5, stride: 1, project: 192 },
  { expand: 1152, size: 5, stride: 1, project: 192 },
];
const LAST = { expand: 1152, size: 3 };
const COORDINATES = 3 * LANDMARKS;
/** Half floats in the file of weights. */
const WEIGHTS = 2_715_680;
const FLOAT_BYTES = 4;
const PAGE_BYTES = 65_536;
/** Floats of the widest layer, of the widest projection, and of the stem's patches; each with space for four rows more. */
const WIDE = 112 * 112 * 64 + 4 * 1152;
const NARROW = 112 * 112 * 24 + 4 * 192;
const PATCHES = 112 * 112 * 27;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  multiply(a: number, b: number, bias: number, c: number, m: number, k: number, n: number, hold: number): void;
  filterChannels(
    x: number,
    w: number,
    bias: number,
    y: number,
    side: number,
    channels: number,
    size: number,
    stride: number,
    pad: number,
    outSide: number,
  ): void;
  add(x: number, y: number, length: number): void;
}

interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/**
 * @param weights the file libs/palm/weights/hand-landmark.f16
 * @throws RangeError for a file of another length, or where WebAssembly has no SIMD
 */
export function openLandmarkNetwork(weights: Uint8Array): LandmarkNetwork {
  if (weights.length !== 2 * WEIGHTS) throw new RangeError('these are not the weights of the landmark network');
  const api = (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  const bytes = Uint8Array.from(atob(LANDMARK_KERNEL_BYTES), (char) => char.charCodeAt(0));
  if (api?.validate(bytes) !== true) throw new RangeError('WebAssembly with SIMD is needed to find hands');
  const instance = new api.Instance(new api.Module(bytes), { env: { abort: () => undefined } });
  return new Network(instance.exports as Exports, weights);
}

/** A tensor in the kernels' memory: its first float, and its square side and channels. */
interface Layer {
  readonly at: number;
  readonly side: number;
  readonly channels: number;
}

class Network implements LandmarkNetwork {
  private readonly floats: Float32Array;
  private readonly weights: number;
  private readonly patches: number;
  private readonly wide: readonly [number, number];
  private readonly narrow: readonly [number, number];
  /** The next weight, while the network runs. */
  private next = 0;

  constructor(
    private readonly kernels: Exports,
    weights: Uint8Array,
  ) {
    let top = 256;
    const reserve = (length: number) => (top += length) - length;
    this.weights = reserve(WEIGHTS);
    this.patches = reserve(PATCHES);
    this.wide = [reserve(WIDE), reserve(WIDE)];
    this.narrow = [reserve(NARROW), reserve(NARROW)];
    const { memory } = kernels;
    memory.grow(Math.ceil((top * FLOAT_BYTES - memory.buffer.byteLength) / PAGE_BYTES));
    this.floats = new Float32Array(memory.buffer);
    this.floats.set(widen(weights), this.weights);
  }

  run(crop: Float32Array): NetworkOutput {
    if (crop.length !== CROP_PX * CROP_PX * 3) throw new RangeError('the network takes crops of 224×224 in colour');
    this.next = this.weights;
    let layer = this.stem(crop);
    for (const block of BLOCKS) layer = this.block(layer, block);
    const expanded = this.multiply(layer, LAST.expand, this.wide[0], true);
    const mean = this.average(this.filter(expanded, LAST.size, 1));
    const handedness = sigmoid(this.connect(mean, 1)[0]);
    const presence = sigmoid(this.connect(mean, 1)[0]);
    return { handedness, presence, points: this.connect(mean, COORDINATES), world: this.connect(mean, COORDINATES) };
  }

  /** The first convolution as a product with patches laid out one a row, then its own filter and projection. */
  private stem(crop: Float32Array): Layer {
    const side = CROP_PX / STEM.stride;
    this.layOutPatches(crop, side);
    const patches = { at: this.patches, side, channels: STEM.size * STEM.size * 3 };
    const first = this.multiply(patches, STEM.channels, this.wide[0], true);
    return this.multiply(this.filter(first, STEM.size, 1), STEM.project, this.narrow[0], false);
  }

  private layOutPatches(crop: Float32Array, side: number): void {
    const { floats } = this;
    let at = this.patches;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        for (let row = 2 * y; row < 2 * y + 3; row++) {
          for (let column = 2 * x; column < 2 * x + 3; column++) {
            const from = (row * CROP_PX + column) * 3;
            const inside = row < CROP_PX && column < CROP_PX;
            for (let channel = 0; channel < 3; channel++) floats[at++] = inside ? crop[from + channel] : 0;
          }
        }
      }
    }
  }

  private block(input: Layer, { expand, size, stride, project }: Block): Layer {
    const expanded = this.multiply(input, expand, this.wide[0], true);
    const filtered = this.filter(expanded, size, stride);
    const free = input.at === this.narrow[0] ? this.narrow[1] : this.narrow[0];
    const output = this.multiply(filtered, project, free, false);
    if (stride === 1 && project === input.channels) {
      const length = output.side * output.side * project;
      this.kernels.add(input.at * FLOAT_BYTES, output.at * FLOAT_BYTES, roundUp(length));
    }
    return output;
  }

  private multiply(input: Layer, channels: number, at: number, hold: boolean): Layer {
    const [weights, bias] = this.take(input.channels * channels, channels);
    const rows = roundUp(input.side * input.side);
    const bytes = (place: number) => place * FLOAT_BYTES;
    this.kernels.multiply(
      bytes(input.at),
      bytes(weights),
      bytes(bias),
      bytes(at),
      rows,
      input.channels,
      channels,
      hold ? 1 : 0,
    );
    return { at, side: input.side, channels };
  }

  private filter(input: Layer, size: number, stride: number): Layer {
    const { side, channels } = input;
    const [weights, bias] = this.take(size * size * channels, channels);
    const outSide = Math.ceil(side / stride);
    const pad = Math.max((outSide - 1) * stride + size - side, 0) >> 1;
    const at = this.wide[1];
    const bytes = (place: number) => place * FLOAT_BYTES;
    this.kernels.filterChannels(
      bytes(input.at),
      bytes(weights),
      bytes(bias),
      bytes(at),
      side,
      channels,
      size,
      stride,
      pad,
      outSide,
    );
    return { at, side: outSide, channels };
  }

  private average({ at, side, channels }: Layer): Float32Array {
    const mean = new Float32Array(channels);
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let i = 0; i < side * side; i++) sum += this.floats[at + i * channels + channel];
      mean[channel] = sum / (side * side);
    }
    return mean;
  }

  private connect(input: Float32Array, outputs: number): Float32Array {
    const [weights, bias] = this.take(input.length * outputs, outputs);
    return Float32Array.from({ length: outputs }, (_, output) => {
      let sum = this.floats[bias + output];
      for (let i = 0; i < input.length; i++) sum += input[i] * this.floats[weights + output * input.length + i];
      return sum;
    });
  }

  private take(weights: number, biases: number): [weights: number, bias: number] {
    const at = this.next;
    this.next += weights + biases;
    return [at, at + weights];
  }
}

const roundUp = (length: number) => (length + 3) & ~3;
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Little-endian half floats to floats; the weights hold neither infinities nor NaN. */
function widen(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => {
    const half = view.getUint16(2 * i, true);
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return half & 0x8000 ? -size : size;
  });
}
