import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, Length, Max, Min } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IgnoresUnknownFields, IsId, IsInstant, IsLine, IsOmittable, IsOne } from '#platform/http';
import { CaptureInput } from '../palms/captures.dto.js';

export class IdentifyPalm {
  @IsOne(() => CaptureInput) capture: CaptureInput;
}

export class VerifyPalm extends IdentifyPalm {
  @IsId() member_id: string;
  /** Your name for the place of the attempt (an entrance, a till); failures in a row are counted by it. */
  @IsOmittable() @IsLine() @Length(1, 100) point_ref?: string;
}

@IgnoresUnknownFields()
export class TerminalScanInput {
  /** Names the scan: sent again, it changes nothing. */
  @IsLine() @Length(1, 100) scan_ref: string;
  /** Rises with every scan of the device. */
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) counter: number;
  @IsOne(() => CaptureInput) capture: CaptureInput;
  @IsOmittable() @IsBoolean() offline?: boolean;
  /** Milliseconds since the capture, by a clock that nobody sets; it counts when `captured_at` is sent as well. */
  @IsOmittable() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) age_ms?: number;
  /** By the terminal's local clock, corrected by what its proof shows of that clock. */
  @IsOmittable() @IsInstant() captured_at?: string;
}

@IgnoresUnknownFields()
export class ScanBatch {
  /** Judged one by one: one that is `invalid` or `deferred` stops none of the others. */
  @ApiProperty({ type: [TerminalScanInput], minItems: 1, maxItems: 100 })
  @Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]) // each is read by itself
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  scans: unknown[];
}
