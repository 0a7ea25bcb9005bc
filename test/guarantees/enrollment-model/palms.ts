/** Pictures for a whole run of models, drawn once: a few people's palms in several poses, and one that nobody can use. */
import sharp from 'sharp';
import { synthetic } from '../../support/paired-terminal.js';
import type { Capture } from './driver.js';

export const PALMS = 3;
const POSES = 8;

export class Palms {
  private constructor(
    private readonly drawn: Capture[][],
    readonly dark: Capture,
  ) {}

  static async draw(): Promise<Palms> {
    const drawn: Capture[][] = [];
    for (let palm = 0; palm < PALMS; palm++)
      drawn.push(
        (await Promise.all(
          Array.from({ length: POSES }, (_, pose) => synthetic(`model-${palm}:left`, String(pose))),
        )) as Capture[],
      );
    const black = await sharp({ create: { width: 128, height: 128, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    return new Palms(drawn, { image: black.toString('base64'), kind: 'roi', hand: 'left' });
  }

  of(palm: number, pose: number): Capture {
    return this.drawn[palm]![pose % POSES]!;
  }
}
