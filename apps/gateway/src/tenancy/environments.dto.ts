import { IsBoolean, IsIn, IsOptional, Length } from 'class-validator';
import { IsLine, IsNullable, IsOmittable } from '#platform/http';

export class CreateEnvironment {
  @IsLine() @Length(1, 200) name: string;
  @IsIn(['sandbox', 'production']) mode: 'sandbox' | 'production';
  @IsOptional() @IsLine() @Length(1, 64) region?: string | null;
  @IsOmittable() @IsBoolean() shared?: boolean;
  @IsOmittable() @IsBoolean() allows_server_lookup?: boolean;
  @IsOmittable() @IsIn(['sandbox_only', 'code']) registration_policy?: 'sandbox_only' | 'code';
  /** What a terminal's key must prove of itself before its code is completed. */
  @IsOmittable() @IsIn(['off', 'log', 'require']) attestation_policy?: 'off' | 'log' | 'require';
}

export class PatchEnvironment {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  @IsOmittable() @IsNullable() @IsLine() @Length(1, 64) region?: string | null;
  @IsOmittable() @IsBoolean() shared?: boolean;
  @IsOmittable() @IsBoolean() allows_server_lookup?: boolean;
  @IsOmittable() @IsIn(['sandbox_only', 'code']) registration_policy?: 'sandbox_only' | 'code';
  /** What a terminal's key must prove of itself before its code is completed. */
  @IsOmittable() @IsIn(['off', 'log', 'require']) attestation_policy?: 'off' | 'log' | 'require';
}
