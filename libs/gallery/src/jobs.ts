/** What the main thread and the workers say to each other. Everything here crosses by structured clone. */
import type { GreyPicture, Hand, Refusal } from '#palm';
import type { SharedMemory } from './kernel/web-assembly.js';
import type { SearchJob } from './search-job.js';

export interface Reading {
  /** 128×128 grey, fingers left; empty when refused. */
  readonly roi: Uint8Array;
  /** The hand as seen, when a whole hand was in the picture. */
  readonly hand: Hand | null;
  /** 0…1 */
  readonly quality: number;
  /** One of the engine's refusals, or null. */
  readonly refusal: Refusal | null;
}

/** Jobs one worker does alone. */
export interface SoloJobs {
  read: { ask: { picture: GreyPicture; kind: 'roi' | 'hand' }; answer: Reading };
  extract: { ask: { roi: Uint8Array }; answer: Uint8Array };
  verify: { ask: { roi: Uint8Array; templates: Uint8Array[] }; answer: number };
  atypicality: { ask: { roi: Uint8Array; cohort: Uint8Array[] }; answer: number };
  compare: { ask: { template: Uint8Array; templates: Uint8Array[] }; answer: number[] };
}
export type SoloKind = keyof SoloJobs;

export type Work =
  | { [K in SoloKind]: { readonly kind: K; readonly ask: SoloJobs[K]['ask'] } }[SoloKind]
  | { readonly kind: 'search'; readonly ask: SearchJob };

export interface WorkerStart {
  /** 0 … workers − 1; a replacement has the number of the one it replaces. */
  readonly worker: number;
  readonly memories: readonly SharedMemory[];
  /** The best this machine can run, unless named. */
  readonly kernel?: KernelName;
}

export type ToWorker =
  { readonly type: 'memory'; readonly memory: SharedMemory } | { readonly type: 'work'; readonly work: Work };

export type FromWorker =
  | { readonly type: 'ready'; readonly kernel: KernelName }
  | { readonly type: 'done'; readonly answer: unknown }
  /** The job itself is wrong (a RangeError of the engine) or was aborted; the worker is fine. */
  | { readonly type: 'failed'; readonly message: string };

export type KernelName = 'relaxed-simd' | 'simd' | 'js';
