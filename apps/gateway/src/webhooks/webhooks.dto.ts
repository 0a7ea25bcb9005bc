import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { IsId, IsInstant, IsNullable, IsOmittable, IsOne, IsText, pageQuery, QueryFlag } from '#platform/http';
import type { Verdict } from './webhook.entity.js';

const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const IsWebhookSecret = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWebhookSecret',
    validator: {
      validate: (value) => {
        const [, text] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(typeof value === 'string' ? value : '') ?? [];
        if (text === undefined || text.length % 4 !== 0) return false;
        const bytes = Buffer.from(text, 'base64').length;
        return bytes >= MIN_SECRET_BYTES && bytes <= MAX_SECRET_BYTES;
      },
      defaultMessage: (a) =>
        `${a?.property} must be whsec_ and ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes in base64`,
    },
  });

const VERDICTS = ['allow', 'challenge', 'block'] as const;
const MAX_GRACE_S = 604_800;

/** Only events that match all that is given are sent; an event without that field does not match. */
export class WebhookFilters {
  @IsOmittable()
  @IsNullable()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(VERDICTS, { each: true })
  verdict?: Verdict[] | null;
  @IsOmittable() @IsNullable() @IsId() rule_id?: string | null;
  @IsOmittable() @IsNullable() @IsId() device_id?: string | null;
}

export class CreateWebhook {
  /** https://, on the public internet, port 443, 8443 or from 1024 up. */
  @IsString() url: string;
  /** Left out: all that the project can subscribe to at this moment. */
  @IsOmittable()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  event_types?: string[];
  @IsOmittable() @IsBoolean() enabled?: boolean;
  @IsOmittable()
  @IsNullable()
  @IsOne(() => WebhookFilters)
  filters?: WebhookFilters | null;
  @IsOmittable() @IsNullable() @IsText() @Length(0, 500) description?: string | null;
  /** A signing secret of your own: `whsec_` and 24 to 64 bytes in base64. Left out: one is made. */
  @IsOmittable() @IsWebhookSecret() secret?: string;
}

/** What is left out stays; null clears; `filters` is replaced whole. */
export class PatchWebhook {
  @IsOmittable() @IsString() url?: string;
  @IsOmittable()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  event_types?: string[];
  /** false holds deliveries back; true lets them go on. */
  @IsOmittable() @IsBoolean() enabled?: boolean;
  @IsOmittable()
  @IsNullable()
  @IsOne(() => WebhookFilters)
  filters?: WebhookFilters | null;
  @IsOmittable() @IsNullable() @IsText() @Length(0, 500) description?: string | null;
}

export class RecoverDeliveries {
  /** Failed deliveries that were made from this moment on are sent once more. */
  @IsInstant() since: string;
}

export class RotateSecret {
  /** For so long deliveries are signed by the old secret too. */
  @IsOmittable() @IsInt() @Min(0) @Max(MAX_GRACE_S) grace_s?: number;
}

export class ListWebhooks extends pageQuery([10, 100]) {
  @QueryFlag('Only webhooks that are enabled, or only those that are not.') enabled?: boolean;
}
