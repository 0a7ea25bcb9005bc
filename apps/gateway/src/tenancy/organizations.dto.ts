import { IsBoolean, IsEmail, IsIn, IsInt, Length, Max, MaxLength, Min } from 'class-validator';
import { IsLine, IsNullable, IsOmittable, IsOne } from '#platform/http';
import type { Role } from '../principal/principal.js';

const ROLES = ['owner', 'admin', 'viewer'] as const;

export class CreateOrganization {
  @IsLine() @Length(1, 200) name: string;
}

export class OrganizationSettingsInput {
  /** Days after which a key is due for rotation; null for never. Nothing is switched off. */
  @IsOmittable() @IsNullable() @IsInt() @Min(1) @Max(365) key_max_age_days?: number | null;
  /** Ask everybody for a second factor; set by an owner whose own sign-in had one. */
  @IsOmittable() @IsBoolean() require_mfa?: boolean;
}

export class PatchOrganization {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  @IsOmittable() @IsOne(() => OrganizationSettingsInput) settings?: OrganizationSettingsInput;
}

/** Exactly one of `uid` and `email`. */
export class AddUser {
  @IsOmittable() @IsLine() @Length(1, 128) uid?: string;
  @IsOmittable() @IsEmail() @MaxLength(254) email?: string;
  @IsIn(ROLES) role: Role;
}

export class PatchUser {
  @IsOmittable() @IsIn(ROLES) role?: Role;
  @IsOmittable() @IsBoolean() disabled?: boolean;
}
