import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNullable, IsOmittable, IsText, pageQuery } from '#platform/http';
import type { ListType } from './list.entity.js';

export const LIST_TYPES = ['member', 'device', 'ip', 'external_id'] as const;
export const MAX_CHANGES = 1_000;
const MAX_VALUE = 250;
const MAX_TTL_S = 10 * 366 * 86_400;

export class CreateList {
  /** What rules call it; unique in the project, snake_case. */
  @IsString()
  @Matches(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, { message: 'name must be snake_case: blocked_devices' })
  @Length(1, 64)
  name: string;
  /** What stands on it. */
  @IsIn(LIST_TYPES) type: ListType;
  @IsOptional() @IsText() @Length(0, 500) description?: string | null;
  /** Seconds after which an entry ends by itself; null: it stays. */
  @IsOmittable() @IsNullable() @IsInt() @Min(1) @Max(MAX_TTL_S) ttl?: number | null;
}

export class ListLists extends pageQuery([10, 100]) {
  @IsOptional() @IsIn(LIST_TYPES) type?: ListType;
}

export class ListEntriesPage extends pageQuery([10, 1_000]) {}

/** At most 1,000 together; all of it happens or nothing. */
export class ChangeEntries {
  /** One that is there already stays; its time begins anew. */
  @IsOmittable()
  @IsArray()
  @ArrayMaxSize(MAX_CHANGES)
  @IsString({ each: true })
  @MaxLength(MAX_VALUE, { each: true })
  add?: string[];
  @IsOmittable()
  @IsArray()
  @ArrayMaxSize(MAX_CHANGES)
  @IsString({ each: true })
  @MaxLength(MAX_VALUE, { each: true })
  remove?: string[];
}
