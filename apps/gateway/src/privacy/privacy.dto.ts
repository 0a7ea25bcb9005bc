import { Length } from 'class-validator';
import { Transform } from 'class-transformer';

import { IsLine, pageQuery } from '#platform/http';

export class EraseMember {
  /** Why, in words that do not name the person: it stays. */
  @Transform(({ value }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value))
  @IsLine()
  @Length(1, 500)
  reason: string;
}

export class ListErasures extends pageQuery([10, 100]) {}
