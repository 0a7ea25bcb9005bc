import { Transform } from 'class-transformer';
import { IsString, Length, Matches } from 'class-validator';
import { pageQuery } from '#platform/http';

export class EraseMember {
  /** Why, in words that do not name the person: it stays. */
  @Transform(({ value }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value))
  @IsString()
  @Length(1, 500)
  @Matches(/^\P{Cc}*$/u, { message: 'reason must not hold control characters' })
  reason: string;
}

export class ListErasures extends pageQuery([10, 100]) {}
