import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsInstant, IsMetadata, IsNullable, IsOne, IsOmittable, pageQuery } from '#platform/http';

export const MEMBER_STATUSES = ['active', 'disabled'] as const;

/** Unicode NFC and no white space around it, so that what looks the same is the same. */
const Tidy = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value));

/** One line of text about a person. */
const Line = (max: number): PropertyDecorator =>
  applyDecorators(
    Tidy(),
    IsString(),
    Length(1, max),
    Matches(/^\P{Cc}*$/u, { message: '$property must not hold control characters' }),
  ) as PropertyDecorator;

const Email = (): PropertyDecorator => applyDecorators(Tidy(), IsEmail(), MaxLength(254)) as PropertyDecorator;
const Phone = (): PropertyDecorator =>
  applyDecorators(
    Tidy(),
    Matches(/^\+?[0-9 ()./-]{3,32}$/, { message: '$property must be a telephone number' }),
  ) as PropertyDecorator;

/** What the person agreed to, when, and where the tenant keeps the proof. */
export class ConsentInput {
  @Line(100) policy_version: string;
  /** Not in the future. */
  @IsInstant() granted_at: string;
  @IsOptional() @Line(500) reference?: string | null;
}

/** Text is kept in Unicode NFC without white space around it. */
export class CreateMember {
  /** The tenant's own id of the person; unique in the project. */
  @IsOptional() @Line(200) external_id?: string | null;
  @IsOptional() @Line(200) display_name?: string | null;
  @IsOptional() @Email() email?: string | null;
  @IsOptional() @Phone() phone?: string | null;
  @IsOptional() @IsMetadata() metadata?: Record<string, unknown> | null;
  @IsOptional() @IsOne(() => ConsentInput) consent?: ConsentInput | null;
  @IsOmittable() @IsIn(MEMBER_STATUSES) status?: 'active' | 'disabled';
}

/** What is left out stays; null clears; `metadata` is replaced whole. */
export class PatchMember {
  @IsOmittable() @IsNullable() @Line(200) external_id?: string | null;
  @IsOmittable() @IsNullable() @Line(200) display_name?: string | null;
  @IsOmittable() @IsNullable() @Email() email?: string | null;
  @IsOmittable() @IsNullable() @Phone() phone?: string | null;
  @IsOmittable() @IsNullable() @IsMetadata() metadata?: Record<string, unknown> | null;
  /** null withdraws the consent: the palms of the member are destroyed at once. */
  @IsOmittable() @IsNullable() @IsOne(() => ConsentInput) consent?: ConsentInput | null;
  @IsOmittable() @IsIn(MEMBER_STATUSES) status?: 'active' | 'disabled';
}

export class ListMembers extends pageQuery([10, 100]) {
  @IsOptional() @Line(200) external_id?: string;
  @IsOptional() @IsIn(MEMBER_STATUSES) status?: 'active' | 'disabled';
  /** Start of the display name, e-mail address or external id, in any case. */
  @IsOptional() @Line(200) q?: string;
  /** Only members who have palms of this hand. */
  @IsOptional() @IsIn(['left', 'right']) hand?: 'left' | 'right';
}
