import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsNullable, MayBeAbsent } from '#platform/http';

export class CreateEnvironment {
  @IsString() @Length(1, 200) name: string;
  @IsIn(['sandbox', 'production']) mode: 'sandbox' | 'production';
  @IsOptional() @IsString() @Length(1, 64) region?: string | null;
  @MayBeAbsent() @IsBoolean() shared?: boolean;
  @MayBeAbsent() @IsBoolean() allows_server_lookup?: boolean;
  @MayBeAbsent() @IsIn(['sandbox_only', 'code']) registration_policy?: 'sandbox_only' | 'code';
}

export class PatchEnvironment {
  @MayBeAbsent() @IsString() @Length(1, 200) name?: string;
  @MayBeAbsent() @IsNullable() @IsString() @Length(1, 64) region?: string | null;
  @MayBeAbsent() @IsBoolean() shared?: boolean;
  @MayBeAbsent() @IsBoolean() allows_server_lookup?: boolean;
  @MayBeAbsent() @IsIn(['sandbox_only', 'code']) registration_policy?: 'sandbox_only' | 'code';
}
