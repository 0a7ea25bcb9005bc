import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { IsInstant, IsLine, IsOmittable, IsOne } from '#platform/http';

/** 8 MB of picture in base64, with line breaks. */
const MAX_BASE64 = 12 * 1024 * 1024;

const BASE64 = /^(data:[\w/.+-]{0,64};base64,)?[\w+/\s-]+(=\s*){0,2}$/;

export const SANDBOX_PALM = /^[A-Za-z0-9_.-]{1,64}:(left|right)$/;

export class LivenessInput {
  @IsBoolean() passed: boolean;
  @IsLine() @Length(1, 64) method: string;
}

/** Of a synthetic palm, picture, kind and hand are left out. */
const isPicture = (capture: CaptureInput) => capture.sandbox_palm === undefined;

/** One palm picture, or in sandboxes a synthetic palm by its name. */
export class CaptureInput {
  /**
   * PNG, JPEG or WebP in base64 or base64url; line breaks, missing padding and a `data:` prefix are allowed, and the
   * picture's EXIF orientation is honoured. `roi`: at most 1 MB and 2 megapixels; `hand`: 8 MB and 16 megapixels.
   */
  @ApiProperty({ required: false })
  @ValidateIf(isPicture)
  @IsString()
  @Length(1, MAX_BASE64)
  @Matches(BASE64, { message: 'capture.image must be base64' })
  image: string;
  /** `roi`: aligned square, 96–256 px, fingers to the left; `hand`: the whole hand, in any orientation. */
  @ApiProperty({ required: false }) @ValidateIf(isPicture) @IsIn(['roi', 'hand']) kind: 'roi' | 'hand';
  @ApiProperty({ required: false })
  @ValidateIf(isPicture)
  @IsIn(['left', 'right', 'unknown'])
  hand: 'left' | 'right' | 'unknown';
  /** The camera flipped the picture, as front cameras do. */
  @IsOmittable() @IsBoolean() mirrored?: boolean = false;
  /** In sandboxes instead of a picture: a synthetic palm such as `alice:left`, the same for the same name. */
  @IsOmittable()
  @Matches(SANDBOX_PALM, { message: 'sandbox_palm must look like alice:left' })
  sandbox_palm?: string;
  /** Which picture of the synthetic palm: each is another one. */
  @IsOmittable() @IsInt() @Min(1) @Max(1_000_000) take?: number = 1;
  @IsOmittable() @IsInstant() captured_at?: string;
  @IsOptional() @IsOne(() => LivenessInput) liveness?: LivenessInput | null;
}
