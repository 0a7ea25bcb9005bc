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
} from 'class-validator';
import { IsId, IsNullable, IsOne, IsOmittable, pageQuery, QueryFlag } from '#platform/http';
import type { Verdict } from './webhook.entity.js';

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
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  event_types: string[];
  @IsOmittable() @IsBoolean() enabled?: boolean;
  @IsOmittable()
  @IsNullable()
  @IsOne(() => WebhookFilters)
  filters?: WebhookFilters | null;
  @IsOmittable() @IsNullable() @IsString() @Length(0, 500) description?: string | null;
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
  @IsOmittable() @IsNullable() @IsString() @Length(0, 500) description?: string | null;
}

export class RotateSecret {
  /** For so long deliveries are signed by the old secret too. */
  @IsOmittable() @IsInt() @Min(0) @Max(MAX_GRACE_S) grace_s?: number;
}

export class ListWebhooks extends pageQuery([10, 100]) {
  @QueryFlag('Only webhooks that are enabled, or only those that are not.') enabled?: boolean;
}
