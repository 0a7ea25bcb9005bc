/** What the main thread and the workers send each other. Everything here crosses by structured clone. */
import type { ColourPicture, GreyPicture, Hand, Hint, Refusal } from '#palm';
import type { SharedMemory } from './memory.js';

export interface Reading {
  /** 128×128 grey, fingers left; empty when refused. */
  readonly roi: Uint8Array;
  /** The hand as seen, when a whole hand was in the picture. */
  readonly hand: Hand | null;
  /** 0…1 */
  readonly quality: number;
  /** One of the engine's refusals, or null. */
  readonly refusal: Refusal | null;
  /** What would help, where the refusal alone does not say it. */
  readonly hint: Hint | null;
}

/** How a hand is found: before any background by its landmarks, or by its outline before a dark one. */
export type HandSensor = 'camera' | 'fixed';

export interface CaptureDigest {
  readonly digest: Uint8Array;
  readonly repeated: boolean;
}

/** Jobs that one worker does alone. */
export interface SingleJobs {
  read: { input: { picture: GreyPicture }; output: Reading };
  'read-hand': { input: { picture: ColourPicture; sensor: HandSensor }; output: Reading };
  extract: { input: { roi: Uint8Array }; output: Uint8Array };
  verify: { input: { roi: Uint8Array; templates: Uint8Array[] }; output: number };
  atypicality: { input: { roi: Uint8Array; cohort: Uint8Array[] }; output: number };
  /** Distances of a capture to earlier ones, least of both ways round. */
  agreement: { input: { roi: Uint8Array; earlier: ProbeSource[] }; output: number[] };
  /** The capture's digest, and whether one of the earlier digests is of the same capture. */
  digest: { input: { roi: Uint8Array; earlier: Uint8Array[] }; output: CaptureDigest };
  compare: { input: { template: Uint8Array; templates: Uint8Array[] }; output: number[] };
}
export type SingleJobKind = keyof SingleJobs;

export type JobInput =
  | { [K in SingleJobKind]: { readonly kind: K; readonly input: SingleJobs[K]['input'] } }[SingleJobKind]
  | { readonly kind: 'search'; readonly input: SearchInput };

/** With the picture other poses can be tried, with a stored template not. */
export type ProbeSource = { readonly roi: Uint8Array } | { readonly template: Uint8Array };

/** The first pass takes the probe as it came; the second tries its poses, for a hand held nearer or turned. */
export type Pass = 'base' | 'poses';

/** One pass of a search: the probe, what to look through, and how many each stage keeps. */
export interface SearchInput {
  /** The same for both passes of a search: what a worker prepared for the first serves the second. */
  readonly search: number;
  readonly probe: ProbeSource;
  readonly pass: Pass;
  readonly chunks: readonly Chunk[];
  readonly plan: StagePlan;
  readonly page: SharedArrayBuffer;
  /** Coarse distances that the first pass found, one byte a slot; null where it needed none. */
  readonly baseDistances: Uint8Array | null;
}

/** A run of blocks that one worker looks through at a stretch. */
export interface Chunk {
  readonly shard: number;
  readonly address: number;
  /** Blocks of the whole extent, by which its rows are found. */
  readonly extentBlocks: number;
  /** Blocks to look at. */
  readonly blocks: number;
  /** Position of its first slot among the slots searched. */
  readonly position: number;
}

/** How many each stage keeps. */
export interface StagePlan {
  /** Slots searched, live or not. */
  readonly positions: number;
  /** Compare every template elastically, whatever the coarse codes are. */
  readonly exhaustive: boolean;
  /** Kept by the sketch; 0 where everything is scanned. */
  readonly sketched: number;
  /** Kept by the scan of the coarse codes. */
  readonly scanned: number;
  /** Kept after the whole coarse code was compared over more shifts. */
  readonly refined: number;
  /** Compared elastically. */
  readonly finalists: number;
}

export interface WorkerStart {
  /** 0 … workers − 1; a replacement has the number of the one it replaces. */
  readonly worker: number;
  readonly memories: readonly SharedMemory[];
  /** The best this machine can run, unless named. */
  readonly kernel?: KernelName;
  /** Open the landmark network at once, not for the first picture of a hand. */
  readonly warm?: boolean;
}

export type ToWorker =
  { readonly type: 'memory'; readonly memory: SharedMemory } | { readonly type: 'job'; readonly job: JobInput };

export type FromWorker =
  | { readonly type: 'ready'; readonly kernel: KernelName }
  | { readonly type: 'done'; readonly output: unknown }
  /** The job itself is wrong (a RangeError of the engine) or was aborted; the worker is fine. */
  | { readonly type: 'failed'; readonly message: string };

export type KernelName = 'relaxed-simd' | 'simd' | 'js';
