/** What the gallery refuses, and why. */

/** The queue is full; ask again later. */
export class GalleryBusyError extends Error {
  constructor(readonly maxQueue: number) {
    super(`the gallery already has ${maxQueue} jobs waiting`);
    this.name = 'GalleryBusyError';
  }
}

/** No room for another template. */
export class GalleryFullError extends Error {
  constructor(readonly capacityTemplates: number) {
    super(`the gallery was started for ${capacityTemplates} templates`);
    this.name = 'GalleryFullError';
  }
}

/** The gallery was closed before the job was done. */
export class GalleryClosedError extends Error {
  constructor() {
    super('the gallery is closed');
    this.name = 'GalleryClosedError';
  }
}

/** A worker died or overran its time with this job, and so did its one retry. */
export class GalleryWorkerError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GalleryWorkerError';
  }
}
