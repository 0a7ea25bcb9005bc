/** The machine's memory, and how many templates fit into it. */
import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** Codes, ids and the share of unfilled blocks. */
export const BYTES_OF_A_TEMPLATE = 1_250;
/** Of the memory; the rest is for Node, the engine, PostgreSQL beside it, and the system. */
const GALLERY_SHARE = 0.25;
const MIN_TEMPLATES = 50_000;
const MAX_TEMPLATES = 10_000_000;

/** Bytes of the machine, or of the container where one limits it. */
export function memoryBytes(): number {
  const limits = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes']
    .filter((file) => existsSync(file))
    .map((file) => Number(readFileSync(file, 'utf8')))
    .filter((bytes) => Number.isSafeInteger(bytes) && bytes > 0);
  return Math.min(totalmem(), ...limits);
}

/** Templates that a gallery holds where nothing is configured. */
export function templatesThatFit(bytes = memoryBytes()): number {
  const fitting = Math.floor((bytes * GALLERY_SHARE) / BYTES_OF_A_TEMPLATE);
  return Math.min(MAX_TEMPLATES, Math.max(MIN_TEMPLATES, fitting));
}
