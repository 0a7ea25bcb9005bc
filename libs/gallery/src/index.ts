/** Public interface of the gallery: 1:N search over palm templates, and the engine's work on pictures, off the main thread. */
export { PalmGallery, type GalleryOptions, type GalleryStats, type Patience, type SearchAnswer } from './gallery.js';
export { GalleryBusyError, GalleryClosedError, GalleryFullError, GalleryWorkerError } from './gallery.errors.js';
export type { KernelName, Reading } from './jobs.js';
export type { Candidate } from './search.js';
export type { SegmentKey } from './segment.js';
export type { Entry } from './store.js';
