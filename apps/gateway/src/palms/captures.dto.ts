import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsInstant, IsOne, IsOmittable } from '#platform/http';

/** 1 MB of picture in base64. */
const MAX_BASE64 = 4 * Math.ceil((1024 * 1024) / 3);

export class LivenessInput {
  @IsBoolean() passed: boolean;
  @IsString() @Length(1, 64) method: string;
}

/** One palm picture. */
export class CaptureInput {
  /** Base64 of a PNG or JPEG, at most 1 MB and 2 megapixels. */
  @IsString()
  @Length(1, MAX_BASE64 + 4)
  @Matches(/^[A-Za-z0-9+/]+={0,2}$/, { message: 'capture.image must be base64' })
  image: string;
  /** `roi`: aligned square, 96–256 px, fingers to the left; `hand`: the whole hand. */
  @IsIn(['roi', 'hand']) kind: 'roi' | 'hand';
  @IsIn(['left', 'right', 'unknown']) hand: 'left' | 'right' | 'unknown';
  @IsOmittable() @IsInstant() captured_at?: string;
  @IsOptional() @IsOne(() => LivenessInput) liveness?: LivenessInput | null;
}
