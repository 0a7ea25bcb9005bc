import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { IsInstant, IsLine, IsMetadata, IsNullable, IsOne, IsOmittable, pageQuery, QueryFlag } from '#platform/http';

export const MEMBER_STATUSES = ['active', 'disabled'] as const;

/** Unicode NFC and no white space around it, so that what looks the same is the same. */
const Tidy = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value));

/** One line of text about a person. */
const Line = (max: number): PropertyDecorator => applyDecorators(Tidy(), IsLine(), Length(1, max)) as PropertyDecorator;

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

const MAX_TAGS = 20;

/** Labels of the tenant, each once. */
const Tags = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? [...new Set(value.map((tag) => (typeof tag === 'string' ? tag.normalize('NFC').trim() : tag) as unknown))]
        : value,
    ),
    IsArray(),
    ArrayMaxSize(MAX_TAGS),
    IsLine({ each: true }),
    Length(1, 40, { each: true }),
  ) as PropertyDecorator;

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
  @IsOmittable() @Tags() tags?: string[];
  /** Before this moment scans of the member are blocked. */
  @IsOptional() @IsInstant() valid_from?: string | null;
  /** From this moment on scans of the member are blocked; after `valid_from`. */
  @IsOptional() @IsInstant() valid_until?: string | null;
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
  /** Replaced whole. */
  @IsOmittable() @Tags() tags?: string[];
  /** Before this moment scans of the member are blocked. */
  @IsOmittable() @IsNullable() @IsInstant() valid_from?: string | null;
  /** From this moment on scans of the member are blocked; after `valid_from`. */
  @IsOmittable() @IsNullable() @IsInstant() valid_until?: string | null;
}

export class ListMembers extends pageQuery([10, 100]) {
  @IsOptional() @Line(200) external_id?: string;
  @IsOptional() @IsIn(MEMBER_STATUSES) status?: 'active' | 'disabled';
  /**
   * Words that each begin a word of the display name, e-mail address or external id, without accents and case, or digits of
   * the telephone number.
   */
  @IsOptional() @Line(200) q?: string;
  @IsOptional() @Line(40) tag?: string;
  @QueryFlag('Only members with palms on file, or without.') enrolled?: boolean;
  @QueryFlag('Only members whose consent is on record, or is not.') consent?: boolean;
  /** Only members without a matched scan since that moment. */
  @IsOptional() @IsInstant() not_seen_since?: string;
  /** Only members who have palms of this hand. */
  @IsOptional() @IsIn(['left', 'right']) hand?: 'left' | 'right';
}
