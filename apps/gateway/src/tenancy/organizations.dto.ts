import { IsBoolean, IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { IsOmittable } from '#platform/http';
import type { Role } from '../principal/principal.js';

const ROLES = ['owner', 'admin', 'viewer'] as const;

export class CreateOrganization {
  @IsString() @Length(1, 200) name: string;
}

/** Exactly one of `uid` and `email`. */
export class AddUser {
  @IsOmittable() @IsString() @Length(1, 128) uid?: string;
  @IsOmittable() @IsEmail() @MaxLength(254) email?: string;
  @IsIn(ROLES) role: Role;
}

export class PatchUser {
  @IsOmittable() @IsIn(ROLES) role?: Role;
  @IsOmittable() @IsBoolean() disabled?: boolean;
}
