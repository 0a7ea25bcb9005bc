import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsInstant, IsOne, IsOmittable } from '#platform/http';

/** 8 MB of picture in base64, with line breaks. */
const MAX_BASE64 = 12 * 1024 * 1024;

const BASE64 = /^(data:[\w/.+-]{0,64};base64,)?[\w+/\s-]+(=\s*){0,2}$/;

export class LivenessInput {
  @IsBoolean() passed: boolean;
  @IsString() @Length(1, 64) method: string;
}

/** One palm picture. */
export class CaptureInput {
  /**
   * PNG, JPEG or WebP in base64 or base64url; line breaks, missing padding and a `data:` prefix are allowed, and the
   * picture's EXIF orientation is honoured. `roi`: at most 1 MB and 2 megapixels; `hand`: 8 MB and 16 megapixels.
   */
  @IsString()
  @Length(1, MAX_BASE64)
  @Matches(BASE64, { message: 'capture.image must be base64' })
  image: string;
  /** `roi`: aligned square, 96–256 px, fingers to the left; `hand`: the whole hand, in any orientation. */
  @IsIn(['roi', 'hand']) kind: 'roi' | 'hand';
  @IsIn(['left', 'right', 'unknown']) hand: 'left' | 'right' | 'unknown';
  /** The camera flipped the picture, as front cameras do. */
  @IsOmittable() @IsBoolean() mirrored?: boolean = false;
  @IsOmittable() @IsInstant() captured_at?: string;
  @IsOptional() @IsOne(() => LivenessInput) liveness?: LivenessInput | null;
}
