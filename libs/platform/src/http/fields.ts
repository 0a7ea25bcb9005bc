/** Decorators for DTO fields that class-validator has no word for, and for values that arrive as query text. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isUuid } from '#platform/ids';

/** A field that must be there but may be null. */
export const IsNullable = (): PropertyDecorator => ValidateIf((_object, value) => value !== null);

/** A field that may be left out; null is not the same as left out. */
export const IsOmittable = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** Controls, line separators, zero-width characters, and marks that turn the direction of text: a name that looks like another. */
const INVISIBLE =
  '\\p{Cc}\\p{Zl}\\p{Zp}\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u206F\\uFEFF\\uFFF9-\\uFFFB';
const LINE = new RegExp(`^[^${INVISIBLE}]*$`, 'u');
const TEXT = new RegExp(`^(?:[\\n\\r\\t]|[^${INVISIBLE}])*$`, 'u');

const isVisible = (allowed: RegExp, each: boolean): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isVisible',
      validator: {
        validate: (value) => typeof value === 'string' && allowed.test(value),
        defaultMessage: (a) =>
          `${each ? 'each value in ' : ''}${a?.property} must not hold control, zero-width or direction characters`,
      },
    },
    { each },
  );

/** True for one line of visible text. */
export const isLine = (text: string): boolean => LINE.test(text);

/** One line of visible text; with `each`, a list of them. */
export const IsLine = ({ each = false } = {}): PropertyDecorator =>
  applyDecorators(IsString({ each }), isVisible(LINE, each)) as PropertyDecorator;

/** Visible text of several lines. */
export const IsText = (): PropertyDecorator => applyDecorators(IsString(), isVisible(TEXT, false)) as PropertyDecorator;

/** One object of this class. ValidateNested alone lets null, nothing and an empty list through. */
export const IsOne = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(
    IsObject({ message: '$property must be an object' }),
    ValidateNested(),
    Type(type),
  ) as PropertyDecorator;

/** A list of such objects, without a null in it. */
export const AreAll = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    IsObject({ each: true, message: 'each value in $property must be an object' }),
    ValidateNested({ each: true }),
    Type(type),
  ) as PropertyDecorator;

export const IsId = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isId',
      validator: { validate: isUuid, defaultMessage: (a) => `${a?.property} must be a UUID in lower case` },
    },
    options,
  );

const TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An RFC 3339 instant between 1970 and 9999, or null; `2026-02-30` and leap seconds are refused, not rounded. */
export function instantOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !TIME.test(value)) return null;
  const time = new Date(value);
  if (Number.isNaN(time.getTime()) || time.getTime() < 0 || time.getUTCFullYear() > 9999) return null;
  const day = Number(value.slice(8, 10));
  const lastDay = new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
  return day >= 1 && day <= lastDay ? time : null;
}

/** An RFC 3339 time that stays text; services read it with `instantOf`. */
export const IsInstant = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isInstant',
      validator: {
        validate: (value) => instantOf(value) !== null,
        defaultMessage: (a) => `${a?.property} must be an RFC 3339 time such as 2026-11-22T12:00:00.000Z`,
      },
    },
    options,
  );

/** A whole number in a query: decimal digits only, in range; anything else is refused, not coerced. */
export function QueryInteger(min: number, max: number, description = ''): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: min, maximum: max, description }),
    IsOptional(),
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value)),
    ValidateBy({
      name: 'queryInteger',
      validator: {
        validate: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
        defaultMessage: (a) => `${a?.property} must be a whole number from ${min} to ${max}`,
      },
    }),
  );
}

/** `true` or `false` in a query. */
export function QueryFlag(description = ''): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'boolean', description }),
    IsOptional(),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    ValidateBy({
      name: 'queryFlag',
      validator: {
        validate: (value) => typeof value === 'boolean',
        defaultMessage: (a) => `${a?.property} must be true or false`,
      },
    }),
  );
}

const MAX_METADATA_KEYS = 50;
const MAX_METADATA_KEY = 64;
const MAX_METADATA_TEXT = 500;

/** Free metadata: ≤ 50 keys of ≤ 64 characters, values text ≤ 500, finite numbers, booleans or null. */
export function IsMetadata(): PropertyDecorator {
  const fits = (value: unknown) =>
    value === null ||
    typeof value === 'boolean' ||
    Number.isFinite(value) ||
    (typeof value === 'string' && value.length <= MAX_METADATA_TEXT);
  return applyDecorators(
    ApiProperty({ type: 'object', additionalProperties: true, maxProperties: MAX_METADATA_KEYS }),
    Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]), // class-transformer would rebuild the object
    ValidateBy({
      name: 'isMetadata',
      validator: {
        validate: (value) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.keys(value).length <= MAX_METADATA_KEYS &&
          Object.entries(value).every(([key, item]) => key.length > 0 && key.length <= MAX_METADATA_KEY && fits(item)),
        defaultMessage: (a) =>
          `${a?.property} must be an object of at most ${MAX_METADATA_KEYS} short keys with text, number, boolean or null values`,
      },
    }),
  );
}
