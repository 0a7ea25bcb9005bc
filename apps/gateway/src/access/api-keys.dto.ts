import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { IsId, IsInstant, IsNullable, IsOmittable } from '#platform/http';
import { SCOPES, type Scope } from './scopes.js';

export class CreateProjectApiKey {
  @IsString() @Length(1, 200) name: string;
  /** Default: every scope. */
  @IsOmittable() @IsArray() @ArrayMaxSize(SCOPES.length) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes?: Scope[];
  @IsOmittable() @IsNullable() @IsInstant() expires_at?: string | null;
}

export class CreateApiKey extends CreateProjectApiKey {
  /** null: all projects of the organization; else the projects that the key reaches. */
  @IsNullable() @IsArray() @ArrayMaxSize(1000) @ArrayUnique() @IsId({ each: true }) project_ids: string[] | null;
  @IsOmittable() @IsIn(['live', 'test']) mode?: 'live' | 'test';
}

export class RerollApiKey {
  /** Seconds during which the old key still works; default a day. */
  @IsOmittable() @IsInt() @Min(0) @Max(604_800) overlap_s?: number;
}
