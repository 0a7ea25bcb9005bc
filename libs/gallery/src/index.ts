/** The gallery's exports: 1:N search over palm templates, and the engine's work on pictures, off the main thread. */
export { PalmGallery, type GalleryOptions, type GalleryStats, type SearchAnswer } from './gallery.js';
export { GalleryClosedError, GalleryOverloadedError, GalleryWorkerError, type JobOptions } from './job-queue.js';
export type { HandSensor, KernelName, Reading } from './jobs.js';
export type { SegmentKey } from './memory.js';
export type { Candidate } from './search.js';
export { GalleryFullError, type Entry } from './store.js';
