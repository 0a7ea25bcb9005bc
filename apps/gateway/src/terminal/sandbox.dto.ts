import { Matches } from 'class-validator';

export class PresentPalm {
  /** Whose palm, and which: a synthetic one, the same for the same name. */
  @Matches(/^[A-Za-z0-9_.-]{1,64}:(left|right)$/, { message: 'palm must look like alice:left' }) palm: string;
}
