import { Matches } from 'class-validator';
import { SANDBOX_PALM } from '../palms/captures.dto.js';

export class PresentPalm {
  /** Whose palm, and which: a synthetic one, the same for the same name. */
  @Matches(SANDBOX_PALM, { message: 'palm must look like alice:left' }) palm: string;
}
