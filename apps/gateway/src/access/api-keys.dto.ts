import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, Length, Max, Min } from 'class-validator';
import { IsId, IsInstant, IsLine, IsNullable, IsOmittable } from '#platform/http';
import { AreAddressBlocks } from './address-blocks.js';
import { SCOPES, type Scope } from './scopes.js';

export class CreateProjectApiKey {
  @IsLine() @Length(1, 200) name: string;
  /** Default: every scope of a project but `members:erase` and `devices:command`. */
  @IsOmittable() @IsArray() @ArrayMaxSize(SCOPES.length) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes?: Scope[];
  @IsOmittable() @IsNullable() @IsInstant() expires_at?: string | null;
  /** Addresses or blocks (CIDR) that the key may be used from; null for any. */
  @IsOmittable() @IsNullable() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @AreAddressBlocks() allowed_ips?:
    string[] | null;
}

export class PatchApiKey {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  /** Addresses or blocks (CIDR) that the key may be used from; null for any. */
  @IsOmittable() @IsNullable() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @AreAddressBlocks() allowed_ips?:
    string[] | null;
  /** Earlier than today's end only. */
  @IsOmittable() @IsInstant() expires_at?: string;
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
