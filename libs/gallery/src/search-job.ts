/** One pass of a search as it is told to the workers: the probe, what to look through, and how many each stage keeps. */

/** A run of blocks one worker looks through at a stretch. */
export interface Chunk {
  readonly shard: number;
  readonly address: number;
  /** Blocks of the whole extent, which tells where its rows begin. */
  readonly extentBlocks: number;
  /** Blocks to look at. */
  readonly blocks: number;
  /** Position of its first slot among the slots searched. */
  readonly position: number;
}

/** With the picture other poses can be tried, with a stored template not. */
export type ProbeSource = { readonly roi: Uint8Array } | { readonly template: Uint8Array };

/** The first pass takes the probe as it came; the second tries its poses, for a hand held nearer or turned. */
export type Pass = 'base' | 'poses';

export interface SearchJob {
  readonly probe: ProbeSource;
  readonly pass: Pass;
  readonly chunks: readonly Chunk[];
  readonly plan: StagePlan;
  readonly page: SharedArrayBuffer;
}

/** How many each stage keeps. */
export interface StagePlan {
  /** Slots searched, live or not. */
  readonly positions: number;
  /** Compare every template elastically, whatever the coarse codes say. */
  readonly exhaustive: boolean;
  /** Kept by the scan of the coarse codes. */
  readonly scanned: number;
  /** Kept after the whole coarse code was compared over more shifts. */
  readonly refined: number;
  /** Compared elastically. */
  readonly finalists: number;
}
