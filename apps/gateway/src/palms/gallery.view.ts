export interface GalleryState {
  templates: number;
  unreadable: number;
  complete: boolean;
}

export class GalleryView {
  /** Templates in memory. */
  templates: number;
  /** Templates at rest that could not be opened, because their key or their bytes are damaged. */
  unreadable: number;
  /** False when a template at rest is not in memory: a search that finds nobody is then answered `gallery_incomplete`. */
  complete: boolean;

  static of({ templates, unreadable, complete }: GalleryState): GalleryView {
    return { templates, unreadable, complete };
  }
}
