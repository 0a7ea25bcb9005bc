import { IsBoolean, IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { MayBeAbsent } from '#platform/http';
import type { Role } from './caller.js';

const ROLES = ['owner', 'admin', 'viewer'] as const;

export class CreateOrganization {
  @IsString() @Length(1, 200) name: string;
}

/** Exactly one of `uid` and `email`. */
export class AddUser {
  @MayBeAbsent() @IsString() @Length(1, 128) uid?: string;
  @MayBeAbsent() @IsEmail() @MaxLength(254) email?: string;
  @IsIn(ROLES) role: Role;
}

export class PatchUser {
  @MayBeAbsent() @IsIn(ROLES) role?: Role;
  @MayBeAbsent() @IsBoolean() disabled?: boolean;
}
