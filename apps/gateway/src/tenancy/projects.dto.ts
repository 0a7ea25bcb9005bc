import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsId, IsLine, IsNullable, IsOmittable, IsOne } from '#platform/http';
import { IsRiskWeights } from './risk-weights.js';
import type { LivenessSource } from './tenancy.entity.js';
import { IsTimeZone } from './time-zone.js';

const PHONE_NUMBER = /^\+?[0-9 ()./-]{3,32}$/;
export const DISPLAY_FIELDS = ['display_name', 'external_id'] as const;

export class ProjectSettingsInput {
  @IsOmittable() @IsBoolean() consent_required?: boolean;
  @IsOmittable() @IsNullable() @IsInt() @Min(1) @Max(1095) retention_days?: number | null;
  /** Which fields of a matched member a terminal may show. */
  @IsOmittable()
  @IsArray()
  @ArrayMaxSize(5)
  @ArrayUnique()
  @IsIn(DISPLAY_FIELDS, { each: true })
  display_fields?: string[];
  @IsOmittable() @IsBoolean() extended_events?: boolean;
  @IsOmittable() @IsIn(['off', 'log', 'require']) liveness?: 'off' | 'log' | 'require';
  /** Whose word about liveness counts: the terminal's, a signed one of an attested terminal, or the gateway's own check. */
  @IsOmittable() @IsIn(['reported', 'attested', 'gateway']) liveness_source?: LivenessSource;
  /** `hand`: each enrollment needs a picture of the whole hand that agrees with the others. */
  @IsOmittable() @IsIn(['any', 'hand']) enroll_from?: 'any' | 'hand';
  /** How much each signal or list adds to a scan's risk, −100 to 100. */
  @IsOmittable() @IsRiskWeights() risk_weights?: Record<string, number>;
}

export class CreateProject {
  @IsLine() @Length(1, 200) name: string;
  @IsOptional() @IsId() environment_id?: string | null;
  @IsOptional()
  @Matches(PHONE_NUMBER, {
    message: '$property must be a telephone number: digits, spaces and ()./- after an optional +',
  })
  phone_number?: string | null;
  @IsOptional() @IsUrl({ protocols: ['http', 'https'], require_protocol: true }) @MaxLength(500) website?:
    string | null;
  @IsOmittable() @IsTimeZone() time_zone?: string;
  @IsOmittable() @IsOne(() => ProjectSettingsInput) settings?: ProjectSettingsInput;
}

export class PatchProject {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  /** Set once; null is refused when there is one. */
  @IsOmittable() @IsNullable() @IsId() environment_id?: string | null;
  @IsOmittable()
  @IsNullable()
  @Matches(PHONE_NUMBER, {
    message: '$property must be a telephone number: digits, spaces and ()./- after an optional +',
  })
  phone_number?: string | null;
  @IsOmittable()
  @IsNullable()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(500)
  website?: string | null;
  @IsOmittable() @IsTimeZone() time_zone?: string;
  @IsOmittable() @IsOne(() => ProjectSettingsInput) settings?: ProjectSettingsInput;
}

export class SetServerLookup {
  @IsBoolean() enabled: boolean;
}
